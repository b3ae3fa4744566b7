import { sentence } from '../sentence.ts';
import { diffEffectTemplates } from './diffEffectTemplates.ts';

/** Why two amounts differ. */
export const diffTemplates = {
  diffTitle: sentence('{to:text} compared with {from:text}', '{to:text} в сравнении с {from:text}'),
  diffTitleMonths: sentence(
    'Earned by {partner:partner} {from:window} and {to:window}',
    'Начислено партнёру {partner:partner} {from:window} и {to:window}',
  ),
  // the verdict
  diffMore: sentence(
    '{to:text}: {after:money} {currency:text}; {from:text}: {before:money}. That is {difference:money} more.',
    '{to:text}: {after:money} {currency:text}; {from:text}: {before:money}. Это на {difference:money} больше.',
  ),
  diffLess: sentence(
    '{to:text}: {after:money} {currency:text}; {from:text}: {before:money}. That is {difference:money} less.',
    '{to:text}: {after:money} {currency:text}; {from:text}: {before:money}. Это на {difference:money} меньше.',
  ),
  diffEven: sentence(
    '{to:text}: {after:money} {currency:text}; {from:text}: {before:money}. The amounts are the same.',
    '{to:text}: {after:money} {currency:text}; {from:text}: {before:money}. Суммы равны.',
  ),
  diffMonthsMore: sentence(
    '{after:money} {currency:text} {to:window}, {before:money} {from:window}: {difference:money} more.',
    '{after:money} {currency:text} {to:window}, {before:money} {from:window}: на {difference:money} больше.',
  ),
  diffMonthsLess: sentence(
    '{after:money} {currency:text} {to:window}, {before:money} {from:window}: {difference:money} less.',
    '{after:money} {currency:text} {to:window}, {before:money} {from:window}: на {difference:money} меньше.',
  ),
  diffMonthsEven: sentence(
    '{after:money} {currency:text} {to:window}, {before:money} {from:window}: the amounts are the same.',
    '{after:money} {currency:text} {to:window}, {before:money} {from:window}: суммы равны.',
  ),
  diffOrder: sentence(
    'Causes are taken in this order: plan, how much was sold, what was sold, exchange rate, share, tier, rate, then the rest. In another order their parts would be others, and the difference the same.',
    'Причины учтены в таком порядке: план, объём продаж, состав продаж, курс валюты, доля, ступень, ставка, затем остальное. При другом порядке части были бы другими, а разница — той же.',
  ),
  diffAverage: sentence(
    'What sales, exchange rate, share and commission rate make of it is the average over every order in which they can be taken; limits and rounding come last.',
    'Влияние продаж, курса валюты, доли и ставки — среднее по всем порядкам, в которых их можно учесть; ограничения и округление идут последними.',
  ),
  // by kinds
  diffEarned: sentence('commission earned', 'начисленная комиссия'),
  diffTakenBack: sentence('commission taken back', 'снятая комиссия'),
  diffRecalculated: sentence('commission calculated anew', 'перерасчёт комиссии'),
  diffCorrected: sentence('corrected by hand', 'поправки вручную'),
  diffAdvanced: sentence('advanced', 'авансы'),
  diffRecovered: sentence('advances paid back', 'зачёт авансов'),
  diffWrittenOff: sentence('written off', 'списано'),
  diffUnclaimed: sentence('set apart because nobody claimed it', 'отложено как невостребованное'),
  diffCharges: sentence('tax and fees', 'налоги и комиссии за выплату'),
  // by causes
  diffPlan: sentence(
    'plan {from:text} → {to:text}, on the same sales: {effect:money}',
    'план {from:text} → {to:text}, при тех же продажах: {effect:money}',
  ),
  diffVolumeAt: sentence(
    'credited sales {from:money} → {to:money}, at {rate:rate} as before: {effect:money}',
    'зачтённые продажи {from:money} → {to:money}, по прежней ставке {rate:rate}: {effect:money}',
  ),
  diffVolume: sentence(
    'credited sales {from:money} → {to:money}, at what was paid on them before: {effect:money}',
    'зачтённые продажи {from:money} → {to:money}, по прежним ставкам: {effect:money}',
  ),
  diffVolumeWhole: sentence('how much was sold: {effect:money}', 'объём продаж: {effect:money}'),
  diffMix: sentence('another mix of products: {effect:money}', 'другой состав продаж: {effect:money}'),
  diffCurrencyNone: sentence(
    'exchange rate, none was needed: {effect:money}',
    'курс валюты, не применялся: {effect:money}',
  ),
  diffCurrency: sentence('exchange rates: {effect:money}', 'курсы валют: {effect:money}'),
  diffCurrencyAt: sentence(
    'exchange rate, {told:money} {from:text} × {exchange:money} = {converted:money}: {effect:money}',
    'курс валюты, {told:money} {from:text} × {exchange:money} = {converted:money}: {effect:money}',
  ),
  diffShare: sentence('share of shared deals: {effect:money}', 'доля в общих сделках: {effect:money}'),
  diffTierAt: sentence(
    'tier, {base:money} at {rate:rate} instead of {before:rate}: {effect:money}',
    'ступень, {base:money} по {rate:rate} вместо {before:rate}: {effect:money}',
  ),
  diffTier: sentence('tiers reached: {effect:money}', 'достигнутые ступени: {effect:money}'),
  diffRateAt: sentence(
    'rate, {base:money} at {rate:rate} instead of {before:rate}: {effect:money}',
    'ставка, {base:money} по {rate:rate} вместо {before:rate}: {effect:money}',
  ),
  diffRate: sentence('rates: {effect:money}', 'ставки: {effect:money}'),
  diffFixed: sentence(
    'amounts that do not depend on sales: {effect:money}',
    'суммы, не зависящие от продаж: {effect:money}',
  ),
  diffLimits: sentence('caps and floors: {effect:money}', 'потолки и минимумы: {effect:money}'),
  diffRounding: sentence('rounding: {effect:money}', 'округление: {effect:money}'),
  // line by line
  diffLineAdded: sentence('{subject:text}, new', '{subject:text}, новая строка'),
  diffLineRemoved: sentence('{subject:text}, not any more', '{subject:text}, больше нет'),
  diffLineChanged: sentence(
    '{subject:text}, {before:money} → {after:money}',
    '{subject:text}, {before:money} → {after:money}',
  ),
  diffRefund: sentence('{subject:text}, refund of {date:date}', '{subject:text}, возврат {date:date}'),
  diffLineOf: sentence('{subject:text}', '{subject:text}'),
  diffLineLess: sentence('less {subject:text}', 'минус {subject:text}'),
  diffTakenBackOf: sentence(
    '{back:money} of {paid:money} went back to the customer, so that part of the {earned:money} earned on it, at the terms it was earned under ({plan:text} {clause:text})',
    'клиенту вернули {back:money} из {paid:money}, поэтому снята эта часть начисленных {earned:money}, на условиях, по которым они начислены ({plan:text} {clause:text})',
  ),
  diffTakenBackUnder: sentence(
    'at the terms it was earned under ({plan:text} {clause:text})',
    'на условиях, по которым было начислено ({plan:text} {clause:text})',
  ),
  diffWhy: sentence('why', 'почему'),
  diffWhere: sentence('in which deals', 'по каким сделкам'),
  diffOthers: sentence('{count:others}', '{count:others}'),
  // of two commissions
  diffFirstCurrency: sentence('they part at the currency that was sold in', 'расходятся в валюте продажи'),
  diffFirstAmount: sentence(
    'they part at the amount, {before:money} and {after:money}',
    'расходятся в сумме, {before:money} и {after:money}',
  ),
  diffFirstRate: sentence(
    'they part at the rate, {before:rate} and {after:rate}',
    'расходятся в ставке, {before:rate} и {after:rate}',
  ),
  diffFirstExchange: sentence(
    'they part at the exchange rate, {before:money} and {after:money}',
    'расходятся в курсе валюты, {before:money} и {after:money}',
  ),
  diffFirstShare: sentence(
    'they part at the share of the deal, {before:rate} and {after:rate}',
    'расходятся в доле сделки, {before:rate} и {after:rate}',
  ),
  diffFirstCounter: sentence(
    'they part at what had been sold before, {before:money} and {after:money}',
    'расходятся в том, сколько было продано раньше, {before:money} и {after:money}',
  ),
  diffFirstOther: sentence('they are calculated in different ways', 'рассчитаны по-разному'),
  diffOtherOrder: sentence(
    'in the opposite order the parts are others, and the total is the same',
    'в обратном порядке части другие, а итог тот же',
  ),
  // as known on two days
  diffTitleKnown: sentence(
    '{subject:text} as known on {from:date} and on {to:date}',
    '{subject:text}: что было известно {from:date} и {to:date}',
  ),
  diffTitleKnownMonth: sentence(
    'Earned by {partner:partner} {month:window}, as known on {from:date} and on {to:date}',
    'Начислено партнёру {partner:partner} {month:window}: что было известно {from:date} и {to:date}',
  ),
  diffTitleMoved: sentence(
    'The balance of {partner:partner} from {from:date} to {to:date}',
    'Остаток партнёра {partner:partner} с {from:date} по {to:date}',
  ),
  diffKnownMonthMore: sentence(
    'Earned {month:window}: {after:money} {currency:text} as known on {to:date}, {before:money} as known on {from:date}. That is {difference:money} more.',
    'Начислено {month:window}: {after:money} {currency:text}, как известно на {to:date}; {before:money}, как было известно на {from:date}. Это на {difference:money} больше.',
  ),
  diffKnownMonthLess: sentence(
    'Earned {month:window}: {after:money} {currency:text} as known on {to:date}, {before:money} as known on {from:date}. That is {difference:money} less.',
    'Начислено {month:window}: {after:money} {currency:text}, как известно на {to:date}; {before:money}, как было известно на {from:date}. Это на {difference:money} меньше.',
  ),
  diffKnownMore: sentence(
    '{after:money} {currency:text} as known on {to:date}, {before:money} as known on {from:date}: {difference:money} more.',
    '{after:money} {currency:text}, как известно на {to:date}; {before:money}, как было известно на {from:date}: на {difference:money} больше.',
  ),
  diffKnownLess: sentence(
    '{after:money} {currency:text} as known on {to:date}, {before:money} as known on {from:date}: {difference:money} less.',
    '{after:money} {currency:text}, как известно на {to:date}; {before:money}, как было известно на {from:date}: на {difference:money} меньше.',
  ),
  diffKnownEven: sentence(
    '{after:money} {currency:text} as known on {to:date}, {before:money} as known on {from:date}: the amount has not changed.',
    '{after:money} {currency:text}, как известно на {to:date}; {before:money}, как было известно на {from:date}: сумма не изменилась.',
  ),
  diffStatementStays: sentence(
    'The statement of what was earned {month:window} was closed on {date:date} and stays as it was: it was right on what was known then.',
    'Отчёт {month:window} закрыт {date:date} и остаётся прежним: он верен по тому, что тогда было известно.',
  ),
  diffLate: sentence(
    '{subject:text}, happened {happened:date}, reached us {recorded:date}',
    '{subject:text}, произошло {happened:date}, записано {recorded:date}',
  ),
  diffLateIn: sentence(
    '{subject:text}, happened {happened:date}, reached us {recorded:date}, counted {month:window}',
    '{subject:text}, произошло {happened:date}, записано {recorded:date}, учтено {month:window}',
  ),
  diffNothingMoved: sentence(
    'Nothing was recorded from {from:date} to {to:date}.',
    'С {from:date} по {to:date} ничего не записано.',
  ),
  diffMovedUp: sentence(
    'From {from:date} to {to:date} the balance rose by {difference:money} {currency:text}: {count:changes}.',
    'С {from:date} по {to:date} остаток вырос на {difference:money} {currency:text}: {count:changes}.',
  ),
  diffMovedDown: sentence(
    'From {from:date} to {to:date} the balance fell by {difference:money} {currency:text}: {count:changes}.',
    'С {from:date} по {to:date} остаток уменьшился на {difference:money} {currency:text}: {count:changes}.',
  ),
  diffMovedEarned: sentence(
    '{subject:text}, commission earned {happened:date}, reached us {recorded:date}',
    '{subject:text}, комиссия начислена {happened:date}, записано {recorded:date}',
  ),
  diffMovedTakenBack: sentence(
    '{subject:text}, commission taken back {happened:date}, reached us {recorded:date}',
    '{subject:text}, комиссия снята {happened:date}, записано {recorded:date}',
  ),
  diffMovedPaid: sentence(
    '{subject:text}, paid out {happened:date}, reached us {recorded:date}',
    '{subject:text}, выплачено {happened:date}, записано {recorded:date}',
  ),
  diffMovedOtherwise: sentence(
    '{subject:text}, corrected {happened:date}, reached us {recorded:date}',
    '{subject:text}, поправка {happened:date}, записано {recorded:date}',
  ),
  // of plans
  diffTerms: sentence(
    '{to:text} differs from {from:text}: {count:changes}.',
    '{to:text} отличается от {from:text}: {count:changes}.',
  ),
  diffTermsSame: sentence(
    '{to:text} and {from:text} have the same terms.',
    '{to:text} и {from:text}: условия одинаковы.',
  ),
  diffTermsOne: sentence('Both go by {to:text}.', 'Для обоих действует {to:text}.'),
  diffTermsFrom: sentence('{to:text} holds from {date:date}.', '{to:text} действует с {date:date}.'),
  ...diffEffectTemplates,
  diffWritten: sentence('{to:text} was written by {author:text}', '{to:text}: составил(а) {author:text}'),
  diffApproved: sentence(
    '{to:text} was written by {author:text} and approved by {approver:text}',
    '{to:text}: составил(а) {author:text}, утвердил(а) {approver:text}',
  ),
  diffClauseAdded: sentence('{clause:text} {title:text}: new', '{clause:text} {title:text}: новый пункт'),
  diffClauseRemoved: sentence(
    '{clause:text} {title:text}: no longer there',
    '{clause:text} {title:text}: пункта больше нет',
  ),
  diffTermRate: sentence(
    '{clause:text}: rate {before:rate} → {after:rate}',
    '{clause:text}: ставка {before:rate} → {after:rate}',
  ),
  diffTermEdge: sentence(
    '{clause:text}: edge of a tier {before:money} → {after:money}',
    '{clause:text}: граница ступени {before:money} → {after:money}',
  ),
  diffTermAmount: sentence(
    '{clause:text}: amount {before:money} → {after:money}',
    '{clause:text}: сумма {before:money} → {after:money}',
  ),
  diffTermMinimum: sentence(
    'smallest payout {before:money} → {after:money}',
    'минимальная выплата {before:money} → {after:money}',
  ),
  diffTermChanged: sentence(
    '{clause:text}, {path:text}: {before:text} → {after:text}',
    '{clause:text}, {path:text}: {before:text} → {after:text}',
  ),
  diffTitleTerms: sentence('How the terms differ', 'Чем отличаются условия'),
  diffPrivacyTerms: sentence(
    'What another partner earns, and by which terms, is shown to that partner alone (privacy rule).',
    'Сколько получает другой партнёр и на каких условиях, видит только он сам (правило конфиденциальности).',
  ),
  diffPrivacy: sentence(
    'What another partner earns is shown to that partner alone (privacy rule). What can be said is how the terms differ.',
    'Сколько получает другой партнёр, видит только он сам (правило конфиденциальности). Сказать можно лишь, чем отличаются условия.',
  ),
} as const;
