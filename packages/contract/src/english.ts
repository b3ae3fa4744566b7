import { localMonth, plural } from '@commission-ledger/locale';
import type { Edge, Language, Limited } from './language.ts';

const join = (phrases: readonly string[], word: string): string =>
  phrases.length < 3 ? phrases.join(` ${word} `) : `${phrases.slice(0, -1).join(', ')} ${word} ${phrases.at(-1) ?? ''}`;

const ordinal = (day: number): string =>
  `${day}${({ one: 'st', two: 'nd', few: 'rd' } as Readonly<Record<string, string>>)[ordinals.select(day)] ?? 'th'}`;
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });

const days = (count: number): string => `${count} ${plural(count, { one: 'day', other: 'days' }, 'en')}`;
const months = (count: number): string => `${count} ${plural(count, { one: 'month', other: 'months' }, 'en')}`;

const monthName = (month: number): string => localMonth(month, 'en');

const lowerEdge = ({ at, included }: Edge): string => (included ? `from ${at}` : `above ${at}`);
const upperEdge = ({ at, included }: Edge): string => (included ? `up to ${at}` : `below ${at}`);

const since = { lead: 'the lead came in', win: 'the deal was won', 'first-payment': 'the first payment on the deal' };

/** Several words would run into the sentence. */
const attribute = (name: string): string => (name.includes(' ') ? `“${name}”` : name);

const within = ({ window, per }: Limited): string => `${window === 'ever' ? 'in all' : english.window[window]}${per}`;

/** The contract page in English. */
export const english: Language = {
  locale: 'en',
  headings: {
    commission: 'Commission',
    definitions: 'What the words mean',
    hold: 'When commission matures',
    payout: 'When it is paid',
    takenBack: 'Refunds and cancellations',
    credit: 'Who is credited',
    examples: 'Worked examples',
    rounding: 'Rounding',
  },
  columns: {
    band: 'Band',
    pays: 'Pays',
    status: 'Tax status',
    rate: 'Rate',
    from: 'From',
    what: 'What happens',
    expected: 'What follows',
    day: 'Day',
  },
  and: (phrases) => join(phrases, 'and'),
  or: (phrases) => join(phrases, 'or'),
  version: (version, from, currency) => `Version ${version}, in force from ${from}. All amounts are in ${currency}.`,
  selectedBy: {
    lead: 'A deal is governed by the version in force on the day its lead came in.',
    win: 'A deal is governed by the version in force on the day it was won.',
    payment: 'A payment is governed by the version in force on the day it was made.',
  },
  existingPartners: {
    move: 'Partners who were in the plan before move to this version.',
    stay: 'Partners who were in the plan before stay under the version they had.',
  },
  converts: (currencies) =>
    `Amounts in ${currencies} are converted at the rate recorded for the day they were told for; that rate stays.`,
  rounding: {
    'half-even':
      'Each commission is rounded once, to the decimals of the currency; exactly half goes to the even neighbour.',
    'half-up': 'Each commission is rounded once, to the decimals of the currency; exactly half goes away from zero.',
    down: 'Each commission is rounded once, towards zero, to the decimals of the currency.',
    up: 'Each commission is rounded once, away from zero, to the decimals of the currency.',
  },
  earns: (who, earnedOn) =>
    earnedOn === 'win'
      ? `${who} earns this when a deal is won.`
      : `${who} earns this with each payment of the customer.`,
  who: (beneficiary) => {
    if (beneficiary === 'referrer') return 'The partner who brought the deal';
    if (beneficiary === 'upline') return 'The partner directly above';
    if (beneficiary.startsWith('upline-')) return `The partner ${beneficiary.slice(7)} levels above`;
    return `The partner credited as ${beneficiary.slice(8)}`;
  },
  onlyIf: (condition) => `Only if ${condition}.`,
  split: (share, shares) => `This clause pays ${share} of that commission, which is shared as ${shares}.`,
  overlay: 'The shares are paid beside each other on purpose (an overlay); they need not add up to the whole.',
  named: (title) => title,
  quoted: (words) => `“${words}”`,
  payment: 'the payment',
  deal: 'the amount of the deal',
  count: { win: 'deals won', payment: 'payments', any: 'causes' },
  of: { payment: 'the payment', deal: 'the amount of the deal', count: 'causes' },
  ofNamed: (name) => name,
  carriedAmount: (name, of) => `the amount “${name}” told with the ${of}`,
  carriedQuantity: (name, of) => `the number “${name}” told with the ${of}`,
  ifMissing: (value) => `${value} where it is not told`,
  isSum: (of, less, share, notBelowZero) => {
    const sum = `${of}${less && `, less ${less}`}`;
    return `${share === undefined ? sum : `${share} of ${less === '' ? of : `(${sum})`}`}${notBelowZero ? ', never below zero' : ''}`;
  },
  elapsed: (unit, from) => `whole ${unit} since ${since[from]}`,
  commissionOf: (clauses) => `the commission of ${clauses}`,
  added: { payment: 'payments', deal: 'the amounts of deals won' },
  window: {
    day: 'in each day',
    week: 'in each week, from Monday',
    month: 'in each calendar month',
    quarter: 'in each calendar quarter',
    year: 'in each calendar year',
    ever: 'since the beginning',
  },
  per: (what) => (what === undefined ? ', for each deal' : `, for each ${what}`),
  counts: (what, window, per, where) => `${what} ${window}${per}${where && `, only if ${where}`}`,
  earned: (clauses) => `what ${clauses} earned`,
  unlimited: (clause) => `what ${clause} would have earned without its limit`,
  excess: (clause) => `what ${clause} has kept back above its cap`,
  counterOf: (who) => `It counts what comes up to ${who.charAt(0).toLowerCase()}${who.slice(1)}.`,
  counterRefunds: {
    lower: 'A refund lowers it by the share refunded.',
    whole: 'A refund takes the cause out when all of it has been refunded.',
    keep: 'Refunds do not lower it.',
  },
  counterAt: (counter, at) => {
    switch (at) {
      case 'before':
        return `${counter}, before this,`;
      case 'after':
        return `${counter}, with this,`;
      case 'previous':
        return `${counter} in the period before`;
      case 'each-earlier':
        return `${counter} in each earlier period of the year`;
    }
  },
  parameter: (name, value) => `${name} (${value} unless your enrolment says otherwise)`,
  parameterIs: (name, value) => `${name}: ${value} unless your enrolment says otherwise.`,
  shareOf: (share, of) => `${share} of ${of}`,
  isOneOf: (name, values) => `${attribute(name)} is ${values}`,
  isNoneOf: (name, values) => `${attribute(name)} is not ${values}`,
  attributeDefault: (name, value) => `Where ${name} is not told, it counts as ${value}.`,
  atLeast: (what, limit) => `${what} is at least ${limit}`,
  lessThan: (what, limit) => `${what} is less than ${limit}`,
  between: (from, to) => {
    if (from === undefined) return `it happens until ${to ?? ''}`;
    return to === undefined ? `it happens from ${from} on` : `it happens from ${from} to ${to}`;
  },
  not: (condition) => `it is not so that ${condition}`,
  fixed: (amount) => `${amount} each time.`,
  each: (amount, of) => `${amount} for each unit of ${of}.`,
  percent: (rate, of) => `${rate} of ${of}.`,
  marginal: (of, counter) =>
    counter === undefined
      ? `In steps, each time from zero: every part of ${of} earns the rate of the band it falls into.`
      : `In steps along ${counter}: every part of ${of} earns the rate of the band it falls into.`,
  slab: (counter, total) =>
    `By the band that ${counter} has reached: its rate applies to all of ${total} in the period, less what this clause has already earned in it.`,
  lookup: (of, by) => `By the band that ${by} is in: its rate applies to all of ${of}.`,
  band: (lower, upper) => {
    if (lower === undefined) return upper === undefined ? 'always' : upperEdge(upper);
    return upper === undefined ? lowerEdge(lower) : `${lowerEdge(lower)}, ${upperEdge(upper)}`;
  },
  bandRate: (rate) => rate,
  bandEach: (amount) => `${amount} a unit`,
  bandFlat: (amount, once) => (once ? `${amount} once, when it is entered` : `${amount} each time`),
  bandSpread: (amount) => `${amount} spread evenly over it`,
  sum: 'Added up:',
  least: 'The smallest of:',
  greatest: 'The largest of:',
  first: 'The first that applies:',
  otherwise: 'otherwise',
  when: (condition) => `if ${condition}`,
  cap: (at, counter, carried) => {
    if (counter === undefined) return `At most ${at} each time, of:`;
    const rest = carried ? 'what is above is paid as soon as there is room' : 'what is above is lost';
    return `At most ${at} ${within(counter)} (${counter.name}); ${rest}; of:`;
  },
  floor: (at, counter) =>
    counter === undefined
      ? `At least ${at} each time, for:`
      : `At least ${at} ${within(counter)} (${counter.name}), for:`,
  collected: 'Paid in the ratio in which the customer has paid the deal, of the commission on the whole deal:',
  hold: (monthCount, dayCount, from) => {
    const time = [...(monthCount > 0 ? [months(monthCount)] : []), ...(dayCount > 0 ? [days(dayCount)] : [])];
    const base = from === 'end-of-month' ? 'the end of the month in which it was earned' : 'the day it was earned';
    return time.length === 0 ? `on ${base}` : `${join(time, 'and')} after ${base}`;
  },
  matures: (hold) => `Commission matures ${hold}.`,
  installment: (share, hold) => `${share} matures ${hold}.`,
  payoutDays: (terms) => {
    if ('weekday' in terms) return `Every ${terms.weekday.charAt(0).toUpperCase()}${terms.weekday.slice(1)}.`;
    if ('days' in terms) return `On the ${join(terms.days.map(ordinal), 'and')} of each month.`;
    const of = terms.months === undefined ? 'each month' : join(terms.months.map(monthName), 'and');
    return `On the ${ordinal(terms.day)} of ${of}.`;
  },
  convention: {
    none: 'Also when that is no business day.',
    following: 'If that is no business day, on the next one.',
    'modified-following':
      'If that is no business day, on the next one, or on the one before where the next is in another month.',
    preceding: 'If that is no business day, on the one before.',
  },
  cutOff: (cutOff) =>
    cutOff === 'start-of-month'
      ? 'It pays what matured before the first day of that month.'
      : `It pays what matured before the day ${days(cutOff.daysBefore)} earlier.`,
  minimum: (amount) =>
    amount === undefined
      ? 'There is no minimum.'
      : `A payout is at least ${amount}; a smaller balance is carried over.`,
  negative: {
    carry: 'A balance below zero is carried to the next payouts.',
    'write-off': 'A balance below zero is written off when a payout is due.',
  },
  draw: (amount, kind, from, until, recovery) => {
    const time = until === undefined ? `from ${from}` : `from ${from} to ${until}`;
    const debt = {
      recoverable: 'What is advanced is owed back',
      'non-recoverable': 'What is advanced is not owed back',
      forgiven: 'What is advanced is owed back until then, and what is left is written off',
    }[kind];
    const share = recovery === undefined ? 'all' : recovery;
    const back = kind === 'non-recoverable' ? '' : `, with ${share} of what exceeds the guarantee`;
    return `Each payout ${time} is made up to ${amount} (a draw). ${debt}${back}.`;
  },
  withholding: 'Withheld from each payout, by the tax status on its day:',
  vat: 'Added to each payout, by the tax status on its day:',
  noStatus: 'not told',
  fee: (title, amount, waived, bornBy) =>
    `${title}: ${amount}${waived === undefined ? '' : `, none from ${waived} on`}; ${bornBy === 'partner' ? 'kept back from the payout' : 'borne by the program'}.`,
  refunds: {
    'refunded-share': 'What is refunded takes back the same share of what was earned, at the rate it was earned at.',
    keep: 'Refunds do not take this back.',
    'true-up':
      'What is refunded takes back the same share of what was earned; then the band reached without it applies to the whole period.',
  },
  refundsWithin: (count) => `Refunds later than ${days(count)} after the payment take nothing back.`,
  countersLower: {
    lower: 'A refund lowers the running totals that its payment raised.',
    keep: 'A refund leaves the running totals as they are.',
  },
  cancellation: (takeBack, term, by) =>
    takeBack === 'all'
      ? 'When a deal is cancelled, everything earned on it is taken back.'
      : `When a deal is cancelled within ${months(term)} of its win, the share of that term not served, counted in ${by === 'months' ? 'whole months' : 'days'}, is taken back.`,
  noCancellation: 'The cancellation of a deal takes nothing back beyond its refunds.',
  attribution: (model, count) =>
    ({
      'first-touch': `The partner of the first touch within ${days(count)} before the win is credited.`,
      'last-touch': `The partner of the last touch within ${days(count)} before the win is credited.`,
      'first-registration': `The first partner to register a customer is credited with what is won within ${days(count)}.`,
    })[model],
  sharing: {
    base: 'Where several partners are credited with a deal, each earns on their share of its amounts.',
    commission: 'Where several partners are credited with a deal, the commission on the whole is shared among them.',
  },
  example: {
    win: (deal, amount) => `deal ${deal} won, ${amount}`,
    payment: (payment, deal, amount) => `payment ${payment} on ${deal}, ${amount}`,
    refund: (payment, amount) => `refund of ${payment}, ${amount}`,
    cancel: (deal) => `deal ${deal} cancelled`,
    payout: (status) => (status === undefined ? 'payout' : `payout, tax status ${status}`),
    cause: (amount, earnedOn) => (earnedOn === 'win' ? `A deal of ${amount} is won` : `The customer pays ${amount}`),
    leadOn: (day) => `lead of ${day}`,
    share: (share) => `${share} of it credited to the partner`,
    before: (counter, value) => `${counter} before: ${value}`,
    nothing: 'nothing',
    figures: {
      matured: 'matured',
      advanced: 'advanced',
      recovered: 'recovered',
      debt: 'owed after',
      gross: 'payout',
      withheld: 'withheld',
      vat: 'VAT',
      fees: 'fees',
      net: 'arrives',
      carried: 'carried over',
      'below-minimum': 'deferred: below the minimum',
      'negative-balance': 'deferred: below zero',
      'nothing-due': 'nothing due',
    },
  },
  integrity: (hash) => `This page says what the document with the SHA-256 hash ${hash} says; the document counts.`,
};
