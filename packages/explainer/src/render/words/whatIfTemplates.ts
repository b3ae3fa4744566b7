import { sentence } from '../sentence.ts';

/** What an amount would be. */
export const whatIfTemplates = {
  whatIfTitle: sentence(
    'What if: deal {deal:text}, {partner:partner}',
    'Что если: сделка {deal:text}, {partner:partner}',
  ),
  // the answer
  whatIfMore: sentence(
    'The commission that this concerns would be {would:money} instead of {now:money}: {difference:money} more.',
    'Комиссия, которой это касается, составила бы {would:money} вместо {now:money}: на {difference:money} больше.',
  ),
  whatIfLess: sentence(
    'The commission that this concerns would be {would:money} instead of {now:money}: {difference:money} less.',
    'Комиссия, которой это касается, составила бы {would:money} вместо {now:money}: на {difference:money} меньше.',
  ),
  whatIfEven: sentence(
    'Single amounts would be others, their sum would stay {would:money}.',
    'Отдельные суммы были бы другими, но вместе остались бы {would:money}.',
  ),
  whatIfComes: sentence('There would be {would:money} more commission.', 'Комиссии было бы на {would:money} больше.'),
  whatIfGoes: sentence('There would be {now:money} less commission.', 'Комиссии было бы на {now:money} меньше.'),
  whatIfTaken: sentence('{amount:money} of commission would be taken back.', 'Было бы снято {amount:money} комиссии.'),
  whatIfGivenBack: sentence(
    '{amount:money} of commission would not have been taken back.',
    'Комиссия {amount:money} не была бы снята.',
  ),
  whatIfLeftOut: sentence(
    'This cannot be said reliably: something could not have happened then, and is left out here; what it is stands below.',
    'Надёжно этого сказать нельзя: кое-чего тогда не могло быть, и здесь это не учтено; что именно, сказано ниже.',
  ),
  whatIfSame: sentence(
    'Nothing would change for {partner:partner}.',
    'Для партнёра {partner:partner} ничего бы не изменилось.',
  ),
  whatIfPaidOnPayments: sentence(
    'The plan pays on what the customer pays, not on the price of the deal.',
    'План платит с того, что платит клиент, а не с цены сделки.',
  ),
  whatIfInSeveral: sentence(
    'Amounts in several currencies would change; each is told below.',
    'Изменились бы суммы в нескольких валютах; каждая указана ниже.',
  ),
  // what is supposed
  whatIfAmount: sentence(
    'Supposed: deal {deal:text} at {would:money} instead of {now:money}',
    'Допустим: сделка {deal:text} на {would:money} вместо {now:money}',
  ),
  whatIfPayment: sentence(
    'Supposed: payment {payment:text} on deal {deal:text} of {would:money} instead of {now:money}',
    'Допустим: платёж {payment:text} по сделке {deal:text} на {would:money} вместо {now:money}',
  ),
  whatIfWonOn: sentence(
    'Supposed: deal {deal:text} won on {would:date} instead of {now:date}',
    'Допустим: сделка {deal:text} заключена {would:date}, а не {now:date}',
  ),
  whatIfPaidOn: sentence(
    'Supposed: payment {payment:text} on deal {deal:text} made on {would:date} instead of {now:date}',
    'Допустим: платёж {payment:text} по сделке {deal:text} сделан {would:date}, а не {now:date}',
  ),
  whatIfOtherDay: sentence(
    'Supposed: {record:text} happened on {would:date} instead of {now:date}',
    'Допустим: {record:text} произошло {would:date}, а не {now:date}',
  ),
  whatIfCredited: sentence(
    'Supposed: deal {deal:text} credited otherwise',
    'Допустим: сделка {deal:text} зачтена иначе',
  ),
  whatIfShare: sentence('{partner:partner}: {share:rate}', '{partner:partner}: {share:rate}'),
  whatIfAttribute: sentence(
    'Supposed: {name:text} of deal {deal:text} is {would:text}',
    'Допустим: {name:text} сделки {deal:text}: {would:text}',
  ),
  whatIfAttributeOther: sentence(
    'Supposed: {name:text} of deal {deal:text} is {would:text}, not {now:text}',
    'Допустим: {name:text} сделки {deal:text}: {would:text}, а не {now:text}',
  ),
  whatIfWithout: sentence('Supposed: {record:text} had not been', 'Допустим: {record:text} не было'),
  whatIfWithoutRefund: sentence(
    'Supposed: refund {refund:text} of {amount:money} on deal {deal:text} had not been',
    'Допустим: возврата {refund:text} на {amount:money} по сделке {deal:text} не было',
  ),
  whatIfRefunded: sentence(
    'Supposed: the customer gets {amount:money} of payment {payment:text} on deal {deal:text} back on {on:date}',
    'Допустим: {on:date} клиенту возвращают {amount:money} из платежа {payment:text} по сделке {deal:text}',
  ),
  whatIfPaid: sentence(
    'Supposed: the customer pays {amount:money} on deal {deal:text} on {on:date}',
    'Допустим: {on:date} клиент платит {amount:money} по сделке {deal:text}',
  ),
  // what would change
  whatIfOnPayment: sentence(
    'payment of {on:date} on deal {deal:text}: {would:money} instead of {now:money}',
    'платёж от {on:date} по сделке {deal:text}: {would:money} вместо {now:money}',
  ),
  whatIfOnPaymentBecause: sentence(
    'payment of {on:date} on deal {deal:text}: {would:money} instead of {now:money}, because the running total {window:window} then starts at {to:money}, not at {from:money}',
    'платёж от {on:date} по сделке {deal:text}: {would:money} вместо {now:money}, потому что накоплено {window:window} к её началу было бы {to:money}, а не {from:money}',
  ),
  whatIfOnPaymentComes: sentence(
    'payment of {on:date} on deal {deal:text}: {would:money}, which is not there now',
    'платёж от {on:date} по сделке {deal:text}: {would:money}, сейчас этого нет',
  ),
  whatIfOnPaymentGoes: sentence(
    'payment of {on:date} on deal {deal:text}: {now:money} would not be there',
    'платёж от {on:date} по сделке {deal:text}: {now:money} не было бы',
  ),
  whatIfOnWin: sentence(
    'deal {deal:text} won on {on:date}: {would:money} instead of {now:money}',
    'сделка {deal:text} от {on:date}: {would:money} вместо {now:money}',
  ),
  whatIfOnWinBecause: sentence(
    'deal {deal:text} won on {on:date}: {would:money} instead of {now:money}, because the running total {window:window} then starts at {to:money}, not at {from:money}',
    'сделка {deal:text} от {on:date}: {would:money} вместо {now:money}, потому что накоплено {window:window} к её началу было бы {to:money}, а не {from:money}',
  ),
  whatIfOnWinComes: sentence(
    'deal {deal:text} won on {on:date}: {would:money}, which is not there now',
    'сделка {deal:text} от {on:date}: {would:money}, сейчас этого нет',
  ),
  whatIfOnWinGoes: sentence(
    'deal {deal:text} won on {on:date}: {now:money} would not be there',
    'сделка {deal:text} от {on:date}: {now:money} не было бы',
  ),
  whatIfReversal: sentence(
    'taken back on {on:date} on deal {deal:text}: {would:money} instead of {now:money}',
    'снятие {on:date} по сделке {deal:text}: {would:money} вместо {now:money}',
  ),
  whatIfReversalComes: sentence(
    'taken back on {on:date} on deal {deal:text}: {would:money}',
    'снятие {on:date} по сделке {deal:text}: {would:money}',
  ),
  whatIfReversalGoes: sentence(
    '{now:money} on deal {deal:text} would not be taken back on {on:date}',
    'комиссия {now:money} по сделке {deal:text} не была бы снята {on:date}',
  ),
  whatIfTrueUp: sentence(
    'calculated anew on {on:date} after a refund on deal {deal:text}: {would:money} instead of {now:money}',
    'перерасчёт {on:date} после возврата по сделке {deal:text}: {would:money} вместо {now:money}',
  ),
  whatIfTrueUpComes: sentence(
    'calculated anew on {on:date} after a refund on deal {deal:text}: {would:money}',
    'перерасчёт {on:date} после возврата по сделке {deal:text}: {would:money}',
  ),
  whatIfTrueUpGoes: sentence(
    'calculated anew on {on:date} after a refund on deal {deal:text}: {now:money} would not be there',
    'перерасчёта {on:date} после возврата по сделке {deal:text} на {now:money} не было бы',
  ),
  // what is to be known about it
  whatIfUntil: sentence(
    'A refund takes commission on payment {payment:text} back if it comes by {until:date}.',
    'Возврат уменьшает комиссию за платёж {payment:text}, если он сделан не позднее {until:date}.',
  ),
  whatIfTooLate: sentence(
    'By then it is too late: a refund takes commission on payment {payment:text} back only by {until:date}.',
    'К этому дню уже поздно: возврат уменьшает комиссию за платёж {payment:text} только до {until:date} включительно.',
  ),
  whatIfWhenever: sentence(
    'A refund takes commission on payment {payment:text} back whenever it comes.',
    'Возврат уменьшает комиссию за платёж {payment:text}, когда бы он ни был сделан.',
  ),
  whatIfStays: sentence(
    'Clause {clause:text} lets commission on payment {payment:text} stay, whatever is refunded.',
    'По пункту {clause:text} комиссия за платёж {payment:text} остаётся при любом возврате.',
  ),
  whatIfRefused: sentence(
    'This could not have happened then, and is left out: {record:text}',
    'Этого тогда не могло быть, и это не учтено: {record:text}',
  ),
  whatIfRefusedRefund: sentence(
    'A refund of {amount:money} could not have been, and is left out: of payment {payment:text} only {left:money} was left then',
    'Возврата {amount:money} не могло быть, и он не учтён: от платежа {payment:text} тогда оставалось только {left:money}',
  ),
  whatIfRefusedChargeback: sentence(
    '{amount:money} could not have been disputed, and that is left out: of payment {payment:text} only {left:money} was left then',
    'Оспорить {amount:money} было бы нельзя, и это не учтено: от платежа {payment:text} тогда оставалось только {left:money}',
  ),
  whatIfSetAside: sentence(
    'Commission on deal {deal:text} could not be calculated then: {reason:text}',
    'Комиссию по сделке {deal:text} тогда нельзя было бы рассчитать: {reason:text}',
  ),
  whatIfByHand: sentence(
    'What people corrected by hand, or had calculated again later, is in neither amount: {entry:text}',
    'Ручные поправки и более поздние перерасчёты не входят ни в одну из сумм: {entry:text}',
  ),
  // what the next sale is worth
  whatNextTitle: sentence(
    '{partner:partner}: what the next {amount:money} would earn on {on:date}',
    '{partner:partner}: что принесли бы следующие {amount:money} на {on:date}',
  ),
  whatNextEarns: sentence(
    'The next {amount:money} would earn {worth:money}.',
    'Следующие {amount:money} принесли бы {worth:money}.',
  ),
  whatNextNothing: sentence(
    'The next {amount:money} would earn nothing.',
    'Следующие {amount:money} ничего бы не принесли.',
  ),
  whatNextMissing: sentence(
    '{missing:money} are left in the present tier.',
    'До конца нынешней ступени осталось {missing:money}.',
  ),
  whatNextTier: sentence(
    'running total {window:window}: {at:money}; this tier goes up to {edge:money}, {missing:money} are left in it',
    'накоплено {window:window}: {at:money}; эта ступень до {edge:money}, в ней осталось {missing:money}',
  ),
  whatNextBeyond: sentence(
    'in the next tier, {amount:money} would earn {worth:money}',
    'на следующей ступени {amount:money} принесли бы {worth:money}',
  ),
  whatNextTiers: sentence('the tiers of clause {clause:text}', 'ступени по пункту {clause:text}'),
  whatNextBand: sentence('up to {edge:money}: {rate:rate}', 'до {edge:money}: {rate:rate}'),
  whatNextBandOwn: sentence(
    'up to {edge:money}: {rate:rate}, which counts here',
    'до {edge:money}: {rate:rate}, действует здесь',
  ),
  whatNextBandBelow: sentence('below {edge:money}: {rate:rate}', 'меньше {edge:money}: {rate:rate}'),
  whatNextBandBelowOwn: sentence(
    'below {edge:money}: {rate:rate}, which counts here',
    'меньше {edge:money}: {rate:rate}, действует здесь',
  ),
  whatNextLastBand: sentence('beyond that: {rate:rate}', 'дальше: {rate:rate}'),
  whatNextLastBandOwn: sentence('beyond that: {rate:rate}, which counts here', 'дальше: {rate:rate}, действует здесь'),
  whatNextClause: sentence('commission by clause {clause:text}', 'комиссия по пункту {clause:text}'),
  whatNextLike: sentence(
    'Supposed: a deal like {deal:text}, won and paid on the day',
    'Допустим: сделка как {deal:text}, заключённая и оплаченная в тот же день',
  ),
  whatNextPlain: sentence(
    'Supposed: a deal without attributes, won and paid on the day',
    'Допустим: сделка без свойств, заключённая и оплаченная в тот же день',
  ),
  whatNextSetAside: sentence('It could not be calculated: {reason:text}', 'Это нельзя рассчитать: {reason:text}'),
} as const;
