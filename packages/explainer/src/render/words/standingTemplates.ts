import { sentence } from '../sentence.ts';

/** Where an account, a statement or a deferral stands, and why. */
export const standingTemplates = {
  // an account
  accountTitle: sentence(
    'Account {account:text}  {partner:partner}, as of {date:date}',
    'Счёт {account:text}  {partner:partner}, на {date:date}',
  ),
  accountOwes: sentence('The balance is {amount:money} {currency:text}.', 'Остаток {amount:money} {currency:text}.'),
  accountBelowZero: sentence(
    'The balance is {owed:money} {currency:text} below zero: more was taken back than had been kept. What is earned next makes up for it first.',
    'Остаток ниже нуля на {owed:money} {currency:text}: снято больше, чем оставалось. Сначала это покроют следующие начисления.',
  ),
  accountPayable: sentence('Payable now: {amount:money}.', 'К выплате сейчас: {amount:money}.'),
  accountOnHold: sentence('Still on hold: {amount:money}.', 'Ещё ожидает: {amount:money}.'),
  accountOnItsWay: sentence('On its way: {amount:money}.', 'В пути: {amount:money}.'),
  standingAccrual: sentence('commission earned, {count:lines}', 'начисленная комиссия, {count:lines}'),
  standingReversal: sentence('commission taken back, {count:lines}', 'снятая комиссия, {count:lines}'),
  standingTrueUp: sentence('commission calculated anew, {count:lines}', 'перерасчёт комиссии, {count:lines}'),
  standingAdjustment: sentence('corrected by hand, {count:lines}', 'поправки вручную, {count:lines}'),
  standingAdvance: sentence('advanced, {count:lines}', 'авансы, {count:lines}'),
  standingRecovery: sentence('advances paid back, {count:lines}', 'зачёт авансов, {count:lines}'),
  standingWriteOff: sentence('written off, {count:lines}', 'списано, {count:lines}'),
  standingUnclaimed: sentence(
    'set apart because nobody claimed it, {count:lines}',
    'отложено как невостребованное, {count:lines}',
  ),
  standingPayout: sentence('paid out, {count:lines}', 'выплачено, {count:lines}'),
  standingEarnedInAll: sentence('commission earned', 'начисленная комиссия'),
  standingTakenBackInAll: sentence('commission taken back', 'снятая комиссия'),
  standingCorrectedInAll: sentence(
    'corrected, calculated anew, advanced and written off',
    'поправки, перерасчёты, авансы и списания',
  ),
  standingSetApartInAll: sentence('set apart because nobody claimed it', 'отложено как невостребованное'),
  standingPaidInAll: sentence(
    'paid out, with what was kept back as tax and fees',
    'выплачено, вместе с удержанными налогом и комиссиями за выплату',
  ),
  // its lines
  lineAccrual: sentence(
    'deal {deal:text}, earned {date:date}, payable from {matures:date}',
    'сделка {deal:text}, начислено {date:date}, к выплате с {matures:date}',
  ),
  lineRefund: sentence(
    'deal {deal:text}: the customer got money back {date:date}',
    'сделка {deal:text}: клиенту вернули деньги {date:date}',
  ),
  lineCancellation: sentence('deal {deal:text}: called off {date:date}', 'сделка {deal:text}: расторгнута {date:date}'),
  lineTrueUp: sentence('deal {deal:text}: calculated anew {date:date}', 'сделка {deal:text}: перерасчёт {date:date}'),
  lineAdjustment: sentence('correction of {date:date}: {reason:text}', 'поправка {date:date}: {reason:text}'),
  lineAdvance: sentence('advance of {date:date}', 'аванс {date:date}'),
  lineRecovery: sentence('paid back of advances {date:date}', 'зачёт авансов {date:date}'),
  lineWriteOff: sentence('written off {date:date}: {reason:text}', 'списано {date:date}: {reason:text}'),
  lineUnclaimed: sentence('set apart {date:date}: {reason:text}', 'отложено {date:date}: {reason:text}'),
  linePayout: sentence('payout {payout:text}, arrived {date:date}', 'выплата {payout:text}, пришла {date:date}'),
  lineOthers: sentence('{count:others}', '{count:others}'),
  lineReached: sentence(
    'happened {happened:date}, reached us {recorded:date}',
    'произошло {happened:date}, стало известно {recorded:date}',
  ),
  // a payout that arrived
  paidSent: sentence('sent, bank reference {reference:text}', 'отправлено, номер в банке {reference:text}'),
  paidTax: sentence(
    'tax withheld ({status:text} on {date:date}): {base:money} × {rate:rate}',
    'удержан налог ({status:text} на {date:date}): {base:money} × {rate:rate}',
  ),
  paidVat: sentence(
    'VAT on top ({status:text} on {date:date}): {base:money} × {rate:rate}',
    'НДС сверху ({status:text} на {date:date}): {base:money} × {rate:rate}',
  ),
  paidFee: sentence('fee: {title:text}', 'комиссия за выплату: {title:text}'),
  paidConverted: sentence(
    'arrived: {amount:money} {currency:text}, at the rate of {rate:rate} of {date:date}',
    'пришло: {amount:money} {currency:text} по курсу {rate:rate} от {date:date}',
  ),
  paidTransfer: sentence(
    'the transfer cost the program {fee:money}; none of it was kept from the partner',
    'перевод стоил программе {fee:money}; с партнёра это не удержано',
  ),
  // where the money is
  whereTitle: sentence('where this money is', 'где эти деньги'),
  wherePayable: sentence('payable, {count:lines}', 'к выплате, {count:lines}'),
  whereOwed: sentence(
    'to be made up for by what is earned next, {count:lines}',
    'покроют следующие начисления, {count:lines}',
  ),
  whereOnHold: sentence(
    'on hold, {count:lines}; the first is payable from {date:date}',
    'ожидает, {count:lines}; первая к выплате с {date:date}',
  ),
  whereDisputed: sentence('disputed, {count:lines}', 'оспаривается, {count:lines}'),
  whereOnItsWay: sentence('on its way, payout {payout:text}', 'в пути, выплата {payout:text}'),
  wherePayableInAll: sentence('payable', 'к выплате'),
  whereOnHoldInAll: sentence('on hold', 'ожидает'),
  whereOnItsWayInAll: sentence('on its way', 'в пути'),
  whereOwedInAll: sentence('to be made up for by what is earned next', 'покроют следующие начисления'),
  // below zero
  belowZeroTitle: sentence('why it is below zero', 'почему ниже нуля'),
  belowZeroOpenTitle: sentence(
    'why what is in no payout yet is below zero',
    'почему то, чего ещё нет в выплатах, ниже нуля',
  ),
  belowZeroOnItsWay: sentence(
    'deal {deal:text}: taken back {date:date}; {payout:text} of {paid:date}, which is on its way, pays it',
    'сделка {deal:text}: удержано {date:date}; выплата {payout:text} от {paid:date} с этой суммой в пути',
  ),
  belowZeroPaid: sentence(
    'deal {deal:text}: taken back {date:date}, after it had been paid with {payout:text} of {paid:date}',
    'сделка {deal:text}: снято {date:date}, после выплаты {payout:text} от {paid:date}',
  ),
  belowZeroRecovered: sentence(
    'earned and added since, already set against it, {count:lines}',
    'начислено и добавлено с тех пор, уже зачтено, {count:lines}',
  ),
  // by month
  monthsTitle: sentence('the same by statement', 'то же по отчётам'),
  monthRow: sentence('{month:window}, {count:lines}', '{month:window}, {count:lines}'),
  monthsEarlier: sentence('before that, {count:months}', 'раньше, {count:months}'),
  monthsInAllTitle: sentence(
    'the same by the month in which it happened (UTC)',
    'то же по месяцам, когда это произошло (UTC)',
  ),
  // nothing is missing
  standingWhole: sentence(
    'nothing is missing: {records:records} of this account, numbered from {first:text} to {last:text} without gaps; the newest has the hash {hash:text}',
    'ничего не пропущено: {records:records} этого счёта, номера с {first:text} по {last:text} без пробелов; хеш последней {hash:text}',
  ),
  standingSummed: sentence(
    'added up from the books: {records:records} of this account up to number {last:text}, whose hash is {hash:text}; the command verify checks every one of them',
    'сложено по книгам: {records:records} этого счёта до номера {last:text} с хешем {hash:text}; команда verify проверяет каждую',
  ),
  // a statement
  statementTitle: sentence(
    'Statement {period:text}  {partner:partner}, account {account:text}',
    'Отчёт {period:text}  {partner:partner}, счёт {account:text}',
  ),
  statementClosed: sentence(
    'It ends at {amount:money} {currency:text} and stays so: it was closed {closed:date} with all that was known then.',
    'Итог отчёта {amount:money} {currency:text}, и он не меняется: отчёт закрыт {closed:date} со всем, что было известно к тому дню.',
  ),
  statementOpen: sentence(
    'It stands at {amount:money} {currency:text}. It is not closed yet, so what reaches us can still change it.',
    'Сейчас итог {amount:money} {currency:text}. Отчёт ещё не закрыт, и он изменится, если что-то станет известно.',
  ),
  statementLate: sentence(
    'After that {count:lines} of the same time reached us, together {amount:money}; with them it would have been {now:money}. They are in later statements.',
    'Потом за то же время стало известно: {count:lines}, вместе {amount:money}; с ними итог был бы {now:money}. Они вошли в следующие отчёты.',
  ),
  statementBrought: sentence(
    '{count:lines} happened before {from:date} but reached us too late for their own statement, so they are in this one.',
    '{count:lines}: произошло до {from:date}, но стало известно слишком поздно для своего отчёта, поэтому вошло в этот.',
  ),
  statementOpening: sentence('owed when {from:date} began', 'остаток на начало {from:date}'),
  statementClosedRow: sentence(
    'closed {closed:date} by {by:text}; its lines have the hash {hash:text}, and so do these',
    'закрыл {by:text} {closed:date}; хеш строк {hash:text}, и у этих строк он тот же',
  ),
  statementClosedOther: sentence('closed {closed:date} by {by:text}', 'закрыл {by:text} {closed:date}'),
  statementLateRow: sentence('reached us after that, {count:lines}', 'стало известно после этого, {count:lines}'),
  statementNow: sentence('what it would be with that', 'каким был бы итог вместе с этим'),
  statementTakenIn: sentence(
    'happened {happened:date}, reached us {recorded:date}, after that month had been closed {closed:date}; it is in statement {period:text}',
    'произошло {happened:date}, стало известно {recorded:date}, когда месяц был уже закрыт ({closed:date}); вошло в отчёт {period:text}',
  ),
  statementDeals: sentence('{count:deals}: {list:text}', 'за {count:deals}: {list:text}'),
  statementWindow: sentence(
    'it has what happened from the beginning of {from:date} to the end of {last:date} in the time zone {zone:text}',
    'в отчёте то, что произошло с начала {from:date} до конца {last:date} по часовому поясу {zone:text}',
  ),
  statementPayments: sentence(
    'payments that arrived in this time, {count:lines}: what was paid out',
    'выплаты, пришедшие за это время, {count:lines}: сколько выплачено',
  ),
  statementNet: sentence('sent', 'отправлено'),
  statementTax: sentence('withheld as tax', 'удержано как налог'),
  statementFees: sentence('kept back as fees', 'удержано как комиссия за выплату'),
  statementVat: sentence('less VAT that was added on top', 'минус НДС, добавленный сверху'),
  // a deferral
  deferralTitle: sentence(
    'Nothing paid on {date:date}  {partner:partner}, account {account:text}',
    'Без выплаты {date:date}  {partner:partner}, счёт {account:text}',
  ),
  deferralMinimum: sentence(
    '{amount:money} {currency:text} was due on {date:date}, less than the minimum of {minimum:money}; {missing:money} was lacking.',
    'На {date:date} было к выплате {amount:money} {currency:text}, меньше минимума {minimum:money}; не хватило {missing:money}.',
  ),
  deferralNegative: sentence(
    'On {date:date} more had been taken back than was due: {owed:money} {currency:text} below zero.',
    'На {date:date} снято больше, чем было к выплате: ниже нуля на {owed:money} {currency:text}.',
  ),
  deferralNoDestination: sentence(
    '{amount:money} {currency:text} was due on {date:date}, but nobody had told where to pay it.',
    'На {date:date} было к выплате {amount:money} {currency:text}, но не было указано, куда платить.',
  ),
  deferralChangedSince: sentence(
    '{amount:money} {currency:text} was due on {date:date}, but the account had changed after the payouts were drawn up, so what was approved no longer held.',
    'На {date:date} было к выплате {amount:money} {currency:text}, но счёт изменился после подготовки выплат, и утверждённое уже не подходило.',
  ),
  deferralDestinationChanged: sentence(
    '{amount:money} {currency:text} was due on {date:date}, but where to pay had been changed shortly before; as a protection nothing is paid for a while after that.',
    'На {date:date} было к выплате {amount:money} {currency:text}, но незадолго до этого изменили, куда платить; для защиты после этого какое-то время не платят.',
  ),
  deferralSuspended: sentence(
    '{amount:money} {currency:text} was due on {date:date}, but the partner was suspended.',
    'На {date:date} было к выплате {amount:money} {currency:text}, но партнёр был приостановлен.',
  ),
  deferralDisputed: sentence(
    'What was due on {date:date} is disputed, so nothing was paid: {amount:money} {currency:text}.',
    'То, что было к выплате на {date:date}, оспаривается, поэтому выплаты не было: {amount:money} {currency:text}.',
  ),
  deferralNoRate: sentence(
    '{amount:money} {currency:text} was due on {date:date}, but no rate of exchange had been told for that day.',
    'На {date:date} было к выплате {amount:money} {currency:text}, но курс на этот день не был указан.',
  ),
  deferralKept: sentence(
    'Nothing is lost: it stays in the account for the next payout.',
    'Ничего не потеряно: это остаётся на счёте до следующей выплаты.',
  ),
  deferralDue: sentence('due: what was payable before {cutOff:date}', 'было к выплате: доступное до {cutOff:date}'),
  deferralCarried: sentence('carried forward to the next payout', 'переносится на следующую выплату'),
  deferralMinimumRow: sentence('the minimum of the plan', 'минимум по плану'),
  deferralMissingRow: sentence('what was lacking', 'сколько не хватило'),
  deferralReached: sentence('reaches the minimum of {minimum:money}', 'набран минимум {minimum:money}'),
  deferralAboveZero: sentence('is above zero', 'больше нуля'),
  deferralKnowsDestination: sentence(
    'somebody has told where to pay; nothing was found among the records of the partner',
    'указано, куда платить; в записях о партнёре этого нет',
  ),
  deferralDestinationRow: sentence(
    'where to pay was changed {changed:date}; nothing is paid up to and including {until:date}',
    'куда платить изменили {changed:date}; до {until:date} включительно не платят',
  ),
  deferralSuspendedRow: sentence(
    'suspended from {from:date}: {reason:text}',
    'приостановлен с {from:date}: {reason:text}',
  ),
  deferralHeldRow: sentence('disputed since {from:date}: {reason:text}', 'оспаривается с {from:date}: {reason:text}'),
  deferralPreparedRow: sentence(
    'drawn up {date:date} by {by:text}; the account changed after that',
    'подготовил {by:text} {date:date}; после этого счёт изменился',
  ),
  deferralRateRow: sentence(
    'a rate of exchange for {date:date} or the week before',
    'курс на {date:date} или на неделю до этого',
  ),
  deferralThenPaid: sentence(
    'then: paid with {payout:text} of {date:date}',
    'затем: выплата {payout:text} от {date:date}',
  ),
  deferralThenDeferred: sentence('then: not paid on {date:date} either', 'затем: без выплаты и {date:date}'),
} as const;
