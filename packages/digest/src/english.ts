import { plural } from '@commission-ledger/locale';
import type { Changed, DealChanged, Disputed, Language, Obstacle } from './language.ts';

const count = (number: number, one: string, other: string): string =>
  `${number} ${plural(number, { one, other }, 'en')}`;

const leadChange = ({ kind, stage, reason, deal, until, on }: Changed): string => {
  const because = reason === null ? '' : `: ${reason}`;
  switch (kind) {
    case 'submitted':
      return `submitted on ${on}`;
    case 'accepted':
      return `accepted on ${on}`;
    case 'rejected':
      return `not accepted on ${on}${because}`;
    case 'duplicate':
      return `known already, closed as a duplicate on ${on}${because}`;
    case 'advanced':
      return `reached the stage “${stage ?? ''}” on ${on}`;
    case 'won':
      return `won on ${on} as deal ${deal ?? ''}`;
    case 'lost':
      return `lost on ${on}${because}`;
    case 'expired':
      return `expired on ${on}, because nothing was heard of it`;
    case 'reopened':
      return `reopened on ${on}${because}`;
    case 'claim-lost':
      return until === null
        ? `another partner brought this customer first (${on})`
        : `another partner brought this customer first (${on}); the customer is protected until ${until}`;
  }
};

const FIELDS: Readonly<Record<DealChanged['changed'][number], string>> = {
  amount: 'the amount',
  attribution: 'who is credited',
  overlays: 'who is credited in a further role',
  attributes: 'its attributes',
  amounts: 'further amounts',
  quantities: 'quantities',
};

const dealChange = ({ kind, changed, cause, reason, on }: DealChanged): string => {
  switch (kind) {
    case 'won':
      return `won on ${on}`;
    case 'amended':
      return `changed on ${on}: ${changed.map((field) => FIELDS[field]).join(', ')}`;
    case 'cancelled':
      return `called off on ${on}: ${reason ?? ''}`;
    case 'earned-nothing':
      return `${cause === 'win' ? 'its win' : 'a payment'} of ${on} earned nothing, because you were suspended that day`;
  }
};

const disputed = ({ accrual, deal, amount, state, isStillHeld, reason, by, on }: Disputed): string => {
  const told = [...(deal === null ? [] : [`deal ${deal}`]), ...(amount === null ? [] : [amount])].join(', ');
  const named = told === '' ? `accrual ${accrual}` : `accrual ${accrual} (${told})`;
  if (state === 'released' && isStillHeld)
    return by?.kind === 'inquiry'
      ? `Since ${on}, your objection ${by.id} no longer keeps ${named} out of payouts; another dispute still does.`
      : `One dispute about ${named} ended on ${on}; another still keeps it out of payouts.`;
  if (state === 'released') return `The dispute about ${named} ended on ${on}; it can be paid again.`;
  if (by?.kind === 'inquiry')
    return `Since ${on}, ${named} is kept out of payouts until your objection ${by.id} is resolved.`;
  if (by?.kind === 'chargeback')
    return `Since ${on}, ${named} is kept out of payouts while the customer’s bank looks into the payment.`;
  return `Since ${on}, ${named} is kept out of payouts while it is disputed: ${reason}`;
};

const obstacle = (why: Obstacle, until: string | null): string => {
  switch (why) {
    case 'below-minimum':
      return 'it is less than the minimum of a payout and waits for the next one';
    case 'negative-balance':
      return 'more was taken back than earned';
    case 'no-destination':
      return 'we do not know where to pay you; please tell us';
    case 'changed-since-prepared':
      return 'something changed while the payout was prepared; it comes with the next one';
    case 'destination-changed':
      return until === null
        ? 'where you are paid was changed a short while ago; for your safety nothing is paid for some days'
        : `where you are paid was changed a short while ago; for your safety nothing is paid until ${until}`;
    case 'suspended':
      return 'you are suspended in this program';
    case 'disputed':
      return 'it is disputed; it is paid after the dispute';
    case 'no-rate':
      return 'there was no rate of exchange for that day';
    case 'no-terms':
      return 'you are in no plan yet that says when it is paid';
  }
};

/** A digest in English. */
export const english: Language = {
  locale: 'en',
  title: (program) => `${program}: your news`,
  period: (from, to) => (from === to ? from : `${from} to ${to}`),
  greeting: (partner) => `Hello ${partner},`,
  nothing: 'Nothing new happened in this time.',
  headings: {
    waiting: 'Waiting for you',
    payouts: 'Payouts',
    money: 'Commission',
    leads: 'Your leads',
    deals: 'Your deals',
    inquiries: 'Your inquiries',
    news: 'News of the program',
    coming: 'What comes next',
  },
  quoted: (words) => `“${words}”`,
  more: (number) => `and ${number} more`,
  acknowledge: (title, id, since) => `Please confirm that you have read “${title}” (${id}) of ${since}.`,
  answered: (inquiry, about, since) =>
    `Your inquiry ${inquiry} (${about}) was answered on ${since}. If something is still open, reopen it.`,
  lead: (id, prospect) => (prospect === null ? `Lead ${id}` : `${prospect} (lead ${id})`),
  leadChange,
  dealChange,
  earned: (amount) => `Earned: ${amount}`,
  takenBack: (amount) => `Taken back: ${amount}`,
  adjusted: (amount) => `Other changes: ${amount}`,
  matured: (amount) => `Now payable: ${amount}`,
  entryKind: {
    accrual: 'earned',
    reversal: 'taken back',
    adjustment: 'correction',
    'true-up': 'recalculated',
    'draw-advance': 'advanced to you',
    'draw-recovery': 'kept to pay back an advance',
    'write-off': 'balance written off',
    unclaimed: 'set apart as unclaimed',
  },
  ofDeal: (deal) => `deal ${deal}`,
  entries: (number) => count(number, 'entry', 'entries'),
  disputed,
  standing: {
    'destination-changed': (day) =>
      `Where you are paid was told anew on ${day}. If that was not you, please tell us at once.`,
    suspended: (day) => `From ${day} on, you are suspended in this program: nothing is paid, and no leads are taken.`,
    reinstated: (day) => `From ${day} on, you are in this program as before.`,
  },
  payout: {
    issued: (payout, amount, on) => `${amount} is on its way to you since ${on} (payout ${payout}).`,
    settled: (payout, amount, on) => `${amount} was paid to you on ${on} (payout ${payout}).`,
    failed: (payout, amount, on) =>
      `The payment of ${amount} failed on ${on} (payout ${payout}). The money is back in your balance.`,
    voided: (payout, amount, on) =>
      `The payout of ${amount} was called off on ${on} (payout ${payout}). The money is back in your balance.`,
  },
  reference: (reference) => `Reference: ${reference}`,
  deferral: (amount, date, why) => `${amount} was not paid on ${date}: ${why}.`,
  obstacle,
  coming: (amount, date) => `${date}: ${amount}`,
  comingNot: (amount, date, why) =>
    date === null ? `${amount} has no payout date: ${why}.` : `${date}: ${amount} is not paid as things are: ${why}.`,
  converted: (currency) => `converted into ${currency} at the rate of the day`,
  subject: {
    lead: 'lead',
    deal: 'deal',
    accrual: 'accrual',
    reversal: 'reversal',
    'true-up': 'recalculation',
    adjustment: 'correction',
    payout: 'payout',
    statement: 'statement',
    plan: 'plan',
    announcement: 'announcement',
    program: 'program',
  },
  inquiryKind: { question: 'Question', proposal: 'Proposal', objection: 'Objection' },
  message: ({ kind, by, to, outcome }, on) => {
    switch (kind) {
      case 'opened':
        return `You wrote on ${on}:`;
      case 'answered':
        return `${by ?? ''} answered on ${on}:`;
      case 'escalated':
        return `${by ?? ''} passed it on to ${to ?? ''} on ${on}:`;
      case 'reopened':
        return `Reopened by ${by ?? ''} on ${on}:`;
      case 'resolved':
        switch (outcome) {
          case 'granted':
            return `Done as you asked, by ${by ?? ''} on ${on}:`;
          case 'declined':
            return `Declined by ${by ?? ''} on ${on}:`;
          case 'withdrawn':
            return `Withdrawn by ${by ?? ''} on ${on}:`;
          case 'answered':
          case null:
            return `Closed by ${by ?? ''} on ${on}:`;
        }
    }
  },
  reason: (text) => `Reason: ${text}`,
  short: {
    earned: (amounts) => `earned ${amounts}`,
    takenBack: (amounts) => `taken back ${amounts}`,
    paid: (amounts) => `paid ${amounts}`,
    issued: (amounts) => `on its way ${amounts}`,
    matured: (amounts) => `now payable ${amounts}`,
    disputes: (number) => count(number, 'dispute with news', 'disputes with news'),
    deals: (number) => count(number, 'deal with news', 'deals with news'),
    standing: {
      'destination-changed': 'where you are paid was told anew',
      suspended: 'you are suspended',
      reinstated: 'your suspension ends',
    },
    failed: (number) => count(number, 'payout failed', 'payouts failed'),
    deferred: (number) => count(number, 'payout put off', 'payouts put off'),
    leads: (number) => count(number, 'lead with news', 'leads with news'),
    answers: (number) => count(number, 'inquiry with news', 'inquiries with news'),
    news: (number) => count(number, 'announcement', 'announcements'),
    waiting: (number) => `${number} waiting for you`,
    nothing: 'nothing new',
  },
};
