import type { NodeJson, ValueJson } from '@commission-ledger/calculation';
import type { Noun } from './counted.ts';

/** An operation that has no sentence of its own. */
export type Formula = Readonly<{ op: string; args: readonly ValueJson[]; value: ValueJson }>;

/** How a node rounds. */
export type RoundingMode = Extract<NodeJson, { kind: 'round' }>['mode'];

/** What may be put into a hole of each kind. */
type Kinds = Readonly<
  Record<'money' | 'rate', ValueJson> &
    Record<'text' | 'date' | 'window', string> &
    Record<Noun, number> & { mode: RoundingMode; formula: Formula }
>;

/** The holes of a template, by name: `{amount:money}` takes an amount. */
export type HolesOf<T extends string> = T extends `${string}{${infer Name}:${infer Kind}}${infer Rest}`
  ? Readonly<Record<Name, Kind extends keyof Kinds ? Kinds[Kind] : never>> & HolesOf<Rest>
  : unknown;

/** A sentence in each language. Both have the same holes, so they say the same numbers: anything else does not compile. */
const sentence = <const En extends string, const Ru extends string>(
  en: En,
  ru: HolesOf<En> extends HolesOf<Ru> ? (HolesOf<Ru> extends HolesOf<En> ? Ru : never) : never,
): Readonly<{ en: En; ru: string }> => ({ en, ru });

/** Everything that is ever said about an amount. */
export const templates = {
  // the answer
  payoutTitle: sentence(
    '{subject:text}  {partner:text}, payout of {date:date}',
    '{subject:text}  {partner:text}, выплата {date:date}',
  ),
  accrualTitle: sentence(
    '{subject:text}  {partner:text}, commission of {date:date}',
    '{subject:text}  {partner:text}, комиссия за {date:date}',
  ),
  reversalTitle: sentence(
    '{subject:text}  {partner:text}, commission taken back {date:date}',
    '{subject:text}  {partner:text}, удержание комиссии за {date:date}',
  ),
  adjustmentTitle: sentence(
    '{subject:text}  {partner:text}, correction of {date:date}',
    '{subject:text}  {partner:text}, поправка {date:date}',
  ),
  earnedInAll: sentence('earned {amount:money} on {deals:deals}', 'начислено {amount:money} за {deals:deals}'),
  takenBackInAll: sentence('less {amount:money} for {refunds:refunds}', 'минус {amount:money} за {refunds:refunds}'),
  addedInAll: sentence(
    'plus {amount:money} for {corrections:corrections}',
    'плюс {amount:money} за {corrections:corrections}',
  ),
  takenOffInAll: sentence(
    'less {amount:money} for {corrections:corrections}',
    'минус {amount:money} за {corrections:corrections}',
  ),
  due: sentence(
    'It pays what was payable before {cutOff:date}, and reaches the minimum of {minimum:money}.',
    'В выплату вошло всё, что стало доступно до {cutOff:date}; минимум {minimum:money} набран.',
  ),
  accrualAnswer: sentence(
    'Earned on deal {deal:text}: {amount:money} {currency:text}, payable from {matures:date}.',
    'Начислено по сделке {deal:text}: {amount:money} {currency:text}, к выплате с {matures:date}.',
  ),
  reversalAnswer: sentence(
    'The customer got money back on deal {deal:text}, so {amount:money} of the {earned:money} earned is taken back.',
    'Клиенту вернули деньги по сделке {deal:text}: {amount:money} из начисленных {earned:money} удержано.',
  ),
  adjustmentAnswer: sentence(
    '{reason:text}. Made by {author:text}, approved by {approver:text}.',
    '{reason:text}. Автор: {author:text}, утвердил: {approver:text}.',
  ),
  // a line
  paidOn: sentence('customer paid {date:date}', 'клиент заплатил {date:date}'),
  wonOn: sentence('won {date:date}', 'сделка заключена {date:date}'),
  refundedOn: sentence('refund of {date:date}', 'возврат клиенту {date:date}'),
  correctedOn: sentence('correction of {date:date}, {reason:text}', 'поправка {date:date}, {reason:text}'),
  broughtBy: sentence('brought by {partner:text}', 'партнёр {partner:text}'),
  others: sentence('{others:others}', '{others:others}'),
  // a step
  counter: sentence(
    'sales that count {window:window}: {before:money} → {after:money}',
    'зачтённые продажи {window:window}: {before:money} → {after:money}',
  ),
  overtaken: sentence(
    'recorded after a later sale or refund had counted ({date:date}); rated on the counter as it stood then',
    'записано, когда более поздняя продажа или возврат уже были зачтены ({date:date}); рассчитано по счётчику на тот момент',
  ),
  share: sentence(
    'share {rate:rate} of {whole:money} = {amount:money}',
    'доля {rate:rate} от {whole:money} = {amount:money}',
  ),
  times: sentence('{base:money} × {rate:rate} = {amount:money}', '{base:money} × {rate:rate} = {amount:money}'),
  sliceUpTo: sentence(
    '{base:money} (up to {upper:money}) × {rate:rate} = {amount:money}',
    '{base:money} (до {upper:money}) × {rate:rate} = {amount:money}',
  ),
  sliceBetween: sentence(
    '{base:money} (from {lower:money} to {upper:money}) × {rate:rate} = {amount:money}',
    '{base:money} (от {lower:money} до {upper:money}) × {rate:rate} = {amount:money}',
  ),
  sliceAbove: sentence(
    '{base:money} (above {lower:money}) × {rate:rate} = {amount:money}',
    '{base:money} (сверх {lower:money}) × {rate:rate} = {amount:money}',
  ),
  together: sentence('together {amount:money}', 'вместе {amount:money}'),
  fixed: sentence('fixed amount {amount:money}', 'фиксированная сумма {amount:money}'),
  floor: sentence('nothing is earned below zero: {amount:money}', 'ниже нуля ничего не начисляется: {amount:money}'),
  refunded: sentence(
    '{refunded:money} of the {paid:money} paid went back to the customer: {share:rate}',
    '{refunded:money} из уплаченных {paid:money} вернули клиенту: {share:rate}',
  ),
  takenBack: sentence(
    '{share:rate} of the {earned:money} earned = {amount:money}',
    '{share:rate} от начисленных {earned:money} = {amount:money}',
  ),
  refundedPart: sentence(
    '{refunded:money} of the {paid:money} paid went back to the customer',
    '{refunded:money} из уплаченных {paid:money} вернули клиенту',
  ),
  takenBackPart: sentence(
    '{earned:money} earned × {refunded:money} ÷ {paid:money} = {amount:money}',
    '{earned:money} начисленных × {refunded:money} ÷ {paid:money} = {amount:money}',
  ),
  takenBefore: sentence('less {before:money} taken back before', 'за вычетом {before:money}, удержанных раньше'),
  formula: sentence('{formula:formula}', '{formula:formula}'),
  roundedOff: sentence(
    ' → {booked:money} (rounded {mode:mode}, {residue:money} dropped)',
    ' → {booked:money} (округление {mode:mode}, отброшено {residue:money})',
  ),
  roundedUp: sentence(
    ' → {booked:money} (rounded {mode:mode}, {residue:money} added)',
    ' → {booked:money} (округление {mode:mode}, добавлено {residue:money})',
  ),
  // what is behind it
  isOne: sentence('{name:text} is {value:text}', '{name:text}: {value:text}'),
  isNone: sentence('{name:text} is {value:text}, not {others:text}', '{name:text}: {value:text}, а не {others:text}'),
  atLeast: sentence('{value:money} is at least {limit:money}', '{value:money} не меньше {limit:money}'),
  lessThan: sentence('{value:money} is less than {limit:money}', '{value:money} меньше {limit:money}'),
  held: sentence(
    'earned {earned:date}, held {days:days}, payable from {matures:date}',
    'начислено {earned:date}, {days:days} ожидания, к выплате с {matures:date}',
  ),
  counts: sentence('counts from {matures:date}', 'учитывается с {matures:date}'),
  original: sentence('takes back {accrual:text}', 'уменьшает {accrual:text}'),
  records: sentence('records: {list:text}', 'записи: {list:text}'),
  // the end
  sum: sentence('Sum', 'Итого'),
  proof: sentence(
    'Unexplained {rest:money}. Recomputed: {steps:steps}. It rests on {records:records}.',
    'Не объяснено {rest:money}. Пересчитано: {steps:steps}. В основе: {records:records}.',
  ),
} as const;

/** A sentence with what goes into its holes, in no language yet. */
export type Said = {
  [K in keyof typeof templates]: Readonly<{ key: K; holes: HolesOf<(typeof templates)[K]['en']> }>;
}[keyof typeof templates];
