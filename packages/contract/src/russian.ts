import { localMonth, plural } from '@commission-ledger/locale';
import type { Edge, Language, Limited } from './language.ts';

const join = (phrases: readonly string[], word: string): string =>
  phrases.length < 3 ? phrases.join(` ${word} `) : `${phrases.slice(0, -1).join(', ')} ${word} ${phrases.at(-1) ?? ''}`;

const days = (count: number): string =>
  `${count} ${plural(count, { one: 'день', few: 'дня', many: 'дней', other: 'дня' }, 'ru')}`;
const ofDays = (count: number): string => `${count} ${plural(count, { one: 'дня', other: 'дней' }, 'ru')}`;
const months = (count: number): string =>
  `${count} ${plural(count, { one: 'месяц', few: 'месяца', many: 'месяцев', other: 'месяца' }, 'ru')}`;
const ofMonths = (count: number): string => `${count} ${plural(count, { one: 'месяца', other: 'месяцев' }, 'ru')}`;

const monthName = (month: number): string => localMonth(month, 'ru');

const lowerEdge = ({ at, included }: Edge): string => (included ? `от ${at}` : `свыше ${at}`);
const upperEdge = ({ at, included }: Edge): string => (included ? `до ${at} включительно` : `менее ${at}`);

const since = { lead: 'дня заявки', win: 'дня выигрыша сделки', 'first-payment': 'дня первого платежа по сделке' };

const weekdays = {
  monday: 'Каждый понедельник.',
  tuesday: 'Каждый вторник.',
  wednesday: 'Каждую среду.',
  thursday: 'Каждый четверг.',
  friday: 'Каждую пятницу.',
  saturday: 'Каждую субботу.',
  sunday: 'Каждое воскресенье.',
};

const within = ({ window, per }: Limited): string =>
  `Всего${window === 'ever' ? '' : ` ${russian.window[window]}`}${per}${per && ','}`;

/** The contract page in Russian. Names stand in apposition, so that they need no case. */
export const russian: Language = {
  locale: 'ru',
  headings: {
    commission: 'Комиссия',
    definitions: 'Что означают слова',
    hold: 'Когда комиссия созревает',
    payout: 'Когда она выплачивается',
    takenBack: 'Возвраты и отмены',
    credit: 'Кому засчитывается сделка',
    examples: 'Примеры расчёта',
    rounding: 'Округление',
  },
  columns: {
    band: 'Ступень',
    pays: 'Начисляется',
    status: 'Налоговый статус',
    rate: 'Ставка',
    from: 'С',
    what: 'Что происходит',
    expected: 'Что следует',
    day: 'День',
  },
  and: (phrases) => join(phrases, 'и'),
  or: (phrases) => join(phrases, 'или'),
  version: (version, from, currency) => `Версия ${version}, действует с ${from}. Все суммы — в валюте ${currency}.`,
  selectedBy: {
    lead: 'Для сделки действует версия на день её заявки.',
    win: 'Для сделки действует версия на день её выигрыша.',
    payment: 'Для платежа действует версия на день этого платежа.',
  },
  existingPartners: {
    move: 'Партнёры, которые уже участвовали в плане, переходят на эту версию.',
    stay: 'Партнёры, которые уже участвовали в плане, остаются на прежней версии.',
  },
  converts: (currencies) =>
    `Суммы в валютах ${currencies} пересчитываются по курсу, записанному на их день; этот курс не меняется.`,
  rounding: {
    'half-even': 'Каждая комиссия округляется один раз, до знаков валюты; ровно половина — до чётной цифры.',
    'half-up': 'Каждая комиссия округляется один раз, до знаков валюты; ровно половина — от нуля.',
    down: 'Каждая комиссия округляется один раз, к нулю, до знаков валюты.',
    up: 'Каждая комиссия округляется один раз, от нуля, до знаков валюты.',
  },
  earns: (who, earnedOn) =>
    earnedOn === 'win'
      ? `${who} получает комиссию, когда сделка выиграна.`
      : `${who} получает комиссию с каждого платежа клиента.`,
  who: (beneficiary) => {
    if (beneficiary === 'referrer') return 'Партнёр, который привёл сделку,';
    if (beneficiary === 'upline') return 'Вышестоящий партнёр';
    if (beneficiary.startsWith('upline-')) return `Партнёр на ${beneficiary.slice(7)} уровня выше`;
    return `Партнёр в роли ${beneficiary.slice(8)}`;
  },
  onlyIf: (condition) => `Только если ${condition}.`,
  split: (share, shares) => `По этому пункту выплачивается ${share} от этой комиссии, которая делится так: ${shares}.`,
  overlay: 'Доли намеренно выплачиваются рядом друг с другом и не обязаны давать целое.',
  named: (title) => `«${title}»`,
  quoted: (words) => `«${words}»`,
  payment: 'платёж',
  deal: 'сумма сделки',
  count: { win: 'число выигранных сделок', payment: 'число платежей', any: 'число событий' },
  of: { payment: 'платежа', deal: 'суммы сделки', count: 'числа событий' },
  ofNamed: (name) => `показателя ${name}`,
  carriedAmount: (name, of) => `сумма «${name}», указанная ${of === 'deal' ? 'со сделкой' : 'с платежом'}`,
  carriedQuantity: (name, of) => `число «${name}», указанное ${of === 'deal' ? 'со сделкой' : 'с платежом'}`,
  ifMissing: (value) => `${value}, если не указано`,
  isSum: (of, less, share, notBelowZero) => {
    const sum = `${of}${less && ` за вычетом: ${less}`}`;
    return `${share === undefined ? sum : `${share} от величины (${less === '' ? of : sum})`}${notBelowZero ? ', но не меньше нуля' : ''}`;
  },
  elapsed: (unit, from) => `полных ${unit === 'months' ? 'месяцев' : 'дней'} с ${since[from]}`,
  commissionOf: (clauses) => `комиссия по ${clauses}`,
  added: { payment: 'платежи', deal: 'суммы выигранных сделок' },
  window: {
    day: 'за каждый день',
    week: 'за каждую неделю с понедельника',
    month: 'за каждый календарный месяц',
    quarter: 'за каждый календарный квартал',
    year: 'за каждый календарный год',
    ever: 'за всё время',
  },
  per: (what) => (what === undefined ? ', отдельно по каждой сделке' : `, отдельно по каждому значению «${what}»`),
  counts: (what, window, per, where) => `${what} ${window}${per}${where && `, только если ${where}`}`,
  earned: (clauses) => `заработанное по ${clauses}`,
  unlimited: (clause) => `то, что принёс бы ${clause} без ограничения`,
  excess: (clause) => `то, что ${clause} удерживает сверх предела`,
  counterOf: (who) => `Считается то, что приходит к получателю: ${who.replace(/,$/, '')}.`,
  counterRefunds: {
    lower: 'Возврат уменьшает его на возвращённую долю.',
    whole: 'Возврат вычитает событие, когда возвращено всё.',
    keep: 'Возвраты его не уменьшают.',
  },
  counterAt: (counter, at) => {
    switch (at) {
      case 'before':
        return `${counter} (до этого события)`;
      case 'after':
        return `${counter} (с этим событием)`;
      case 'previous':
        return `${counter} (за прошлый период)`;
      case 'each-earlier':
        return `${counter} (в каждом прошлом периоде года)`;
    }
  },
  parameter: (name, value) => `«${name}» (${value}, если в вашем участии не указано иное)`,
  parameterIs: (name, value) => `${name}: ${value}, если в вашем участии не указано иное.`,
  shareOf: (share, of) => `${share} от «${of}»`,
  isOneOf: (name, values) => `«${name}» — ${values}`,
  isNoneOf: (name, values) => `«${name}» — не ${values}`,
  attributeDefault: (name, value) => `Если не указано «${name}», считается ${value}.`,
  atLeast: (what, limit) => `${what} не меньше ${limit}`,
  lessThan: (what, limit) => `${what} меньше ${limit}`,
  between: (from, to) => {
    if (from === undefined) return `это происходит до ${to ?? ''} включительно`;
    return to === undefined ? `это происходит с ${from}` : `это происходит с ${from} по ${to}`;
  },
  not: (condition) => `неверно, что ${condition}`,
  fixed: (amount) => `${amount} каждый раз.`,
  each: (amount, of) => `${amount} за каждую единицу ${of}.`,
  percent: (rate, of) => `${rate} от ${of}.`,
  marginal: (of, counter) =>
    counter === undefined
      ? `По ступеням, каждый раз с нуля: каждая часть ${of} получает ставку своей ступени.`
      : `По ступеням вдоль показателя ${counter}: каждая часть ${of} получает ставку своей ступени.`,
  slab: (counter, total) =>
    `По ступени, которой достиг показатель ${counter}: её ставка применяется ко всему за период (${total}), за вычетом уже заработанного по этому пункту.`,
  lookup: (of, by) => `По ступени, в которой находится ${by}: её ставка берётся от ${of} целиком.`,
  band: (lower, upper) => {
    if (lower === undefined) return upper === undefined ? 'всегда' : upperEdge(upper);
    return upper === undefined ? lowerEdge(lower) : `${lowerEdge(lower)}, ${upperEdge(upper)}`;
  },
  bandRate: (rate) => rate,
  bandEach: (amount) => `${amount} за единицу`,
  bandFlat: (amount, once) => (once ? `${amount} один раз, при переходе на неё` : `${amount} каждый раз`),
  bandSpread: (amount) => `${amount} равномерно по всей ступени`,
  sum: 'В сумме:',
  least: 'Наименьшее из:',
  greatest: 'Наибольшее из:',
  first: 'Первое, что подходит:',
  otherwise: 'иначе',
  when: (condition) => `если ${condition}`,
  cap: (at, counter, carried) => {
    if (counter === undefined) return `Не больше ${at} каждый раз, из такой комиссии:`;
    const rest = carried ? 'превышение выплачивается, как только появится место' : 'превышение не выплачивается';
    return `${within(counter)} не больше ${at} (${counter.name}); ${rest}. Предел действует на такую комиссию:`;
  },
  floor: (at, counter) =>
    counter === undefined
      ? `Не меньше ${at} каждый раз, если есть такая комиссия:`
      : `${within(counter)} не меньше ${at} (${counter.name}), если есть такая комиссия:`,
  collected: 'Комиссия со всей сделки выплачивается в той доле, в какой клиент её оплатил:',
  hold: (monthCount, dayCount, from) => {
    const time = [...(monthCount > 0 ? [months(monthCount)] : []), ...(dayCount > 0 ? [days(dayCount)] : [])];
    const base = from === 'end-of-month' ? 'конца месяца, в котором заработана' : 'дня, когда заработана';
    if (time.length > 0) return `через ${join(time, 'и')} с ${base}`;
    return from === 'end-of-month' ? 'в последний день месяца, в котором заработана' : 'в день, когда заработана';
  },
  matures: (hold) => `Комиссия созревает ${hold}.`,
  installment: (share, hold) => `${share} созревает ${hold}.`,
  payoutDays: (terms) => {
    if ('weekday' in terms) return weekdays[terms.weekday];
    if ('days' in terms) return `Каждый месяц, числа: ${join(terms.days.map(String), 'и')}.`;
    if (terms.months === undefined) return `${terms.day}-го числа каждого месяца.`;
    return `${terms.day}-го числа; месяцы: ${join(terms.months.map(monthName), 'и')}.`;
  },
  convention: {
    none: 'Также если это нерабочий день.',
    following: 'Если это нерабочий день — в следующий рабочий.',
    'modified-following':
      'Если это нерабочий день — в следующий рабочий, а если тот уже в другом месяце — в предыдущий рабочий.',
    preceding: 'Если это нерабочий день — в предыдущий рабочий.',
  },
  cutOff: (cutOff) =>
    cutOff === 'start-of-month'
      ? 'Выплачивается то, что созрело до первого числа этого месяца.'
      : `Выплачивается то, что созрело раньше дня за ${days(cutOff.daysBefore)} до этого.`,
  minimum: (amount) =>
    amount === undefined
      ? 'Наименьшей суммы выплаты нет.'
      : `Выплата не меньше ${amount}; меньший остаток переносится.`,
  negative: {
    carry: 'Остаток ниже нуля переносится на следующие выплаты.',
    'write-off': 'Остаток ниже нуля списывается в день выплаты.',
  },
  draw: (amount, kind, from, until, recovery) => {
    const time = until === undefined ? `с ${from}` : `с ${from} по ${until}`;
    const debt = {
      recoverable: 'Выданное вперёд возвращается',
      'non-recoverable': 'Выданное вперёд не возвращается',
      forgiven: 'Выданное вперёд возвращается до этого дня, остаток списывается',
    }[kind];
    const back =
      kind === 'non-recoverable'
        ? ''
        : `; на это идёт ${recovery === undefined ? 'всё превышение' : `${recovery} превышения`}`;
    return `Каждая выплата ${time} дополняется до ${amount} (гарантированный минимум). ${debt}${back}.`;
  },
  withholding: 'Удерживается с каждой выплаты по налоговому статусу на её день:',
  vat: 'Добавляется к каждой выплате по налоговому статусу на её день:',
  noStatus: 'не указан',
  fee: (title, amount, waived, bornBy) =>
    `${title}: ${amount}${waived === undefined ? '' : `, от ${waived} — нет`}; ${bornBy === 'partner' ? 'удерживается из выплаты' : 'платит программа'}.`,
  refunds: {
    'refunded-share': 'Возврат забирает ту же долю заработанного, по той ставке, по которой оно заработано.',
    keep: 'Возвраты этого не забирают.',
    'true-up':
      'Возврат забирает ту же долю заработанного; затем ко всему периоду применяется ступень, достигнутая без него.',
  },
  refundsWithin: (count) => `Возвраты позже ${ofDays(count)} после платежа ничего не забирают.`,
  countersLower: {
    lower: 'Возврат уменьшает накопленные показатели, которые увеличил его платёж.',
    keep: 'Возврат не меняет накопленных показателей.',
  },
  cancellation: (takeBack, term, by) =>
    takeBack === 'all'
      ? 'При отмене сделки забирается всё заработанное на ней.'
      : `При отмене сделки в течение ${ofMonths(term)} после выигрыша забирается неотработанная доля этого срока (считая ${by === 'months' ? 'полными месяцами' : 'днями'}).`,
  noCancellation: 'Отмена сделки не забирает ничего, кроме её возвратов.',
  attribution: (model, count) =>
    ({
      'first-touch': `Сделка засчитывается партнёру первого касания в течение ${ofDays(count)} до выигрыша.`,
      'last-touch': `Сделка засчитывается партнёру последнего касания в течение ${ofDays(count)} до выигрыша.`,
      'first-registration': `Первому партнёру, который зарегистрировал клиента, засчитывается выигранное в течение ${ofDays(count)}.`,
    })[model],
  sharing: {
    base: 'Если сделка засчитана нескольким партнёрам, каждый получает со своей доли её сумм.',
    commission: 'Если сделка засчитана нескольким партнёрам, комиссия со всей сделки делится между ними.',
  },
  example: {
    win: (deal, amount) => `сделка ${deal} выиграна, ${amount}`,
    payment: (payment, deal, amount) => `платёж ${payment} по сделке ${deal}, ${amount}`,
    refund: (payment, amount) => `возврат платежа ${payment}, ${amount}`,
    cancel: (deal) => `сделка ${deal} отменена`,
    payout: (status) => (status === undefined ? 'выплата' : `выплата, налоговый статус ${status}`),
    cause: (amount, earnedOn) => (earnedOn === 'win' ? `Выиграна сделка на ${amount}` : `Клиент платит ${amount}`),
    leadOn: (day) => `заявка от ${day}`,
    share: (share) => `партнёру засчитано ${share}`,
    before: (counter, value) => `${counter} до этого: ${value}`,
    nothing: 'ничего',
    figures: {
      matured: 'созрело',
      advanced: 'выдано вперёд',
      recovered: 'возвращено',
      debt: 'долг после',
      gross: 'выплата',
      withheld: 'удержано',
      vat: 'НДС',
      fees: 'сборы',
      net: 'поступает',
      carried: 'перенесено',
      'below-minimum': 'отложено: меньше наименьшей суммы',
      'negative-balance': 'отложено: ниже нуля',
      'nothing-due': 'нечего платить',
    },
  },
  integrity: (hash) => `Эта страница пересказывает документ с хешем SHA-256 ${hash}; решает документ.`,
};
