import { sentence } from './sentence.ts';

/** The answer, and what each line is about. */
export const answerTemplates = {
  // the answer
  payoutTitle: sentence(
    '{subject:text}  {partner:partner}, payout of {date:date}',
    '{subject:text}  {partner:partner}, выплата {date:date}',
  ),
  accrualTitle: sentence(
    '{subject:text}  {partner:partner}, commission of {date:date}',
    '{subject:text}  {partner:partner}, комиссия за {date:date}',
  ),
  reversalTitle: sentence(
    '{subject:text}  {partner:partner}, commission taken back {date:date}',
    '{subject:text}  {partner:partner}, снятие комиссии {date:date}',
  ),
  adjustmentTitle: sentence(
    '{subject:text}  {partner:partner}, correction of {date:date}',
    '{subject:text}  {partner:partner}, поправка {date:date}',
  ),
  trueUpTitle: sentence(
    '{subject:text}  {partner:partner}, true-up of {date:date}',
    '{subject:text}  {partner:partner}, перерасчёт от {date:date}',
  ),
  advanceTitle: sentence(
    '{subject:text}  {partner:partner}, draw of {date:date}',
    '{subject:text}  {partner:partner}, аванс от {date:date}',
  ),
  recoveryTitle: sentence(
    '{subject:text}  {partner:partner}, recovery of draws {date:date}',
    '{subject:text}  {partner:partner}, зачёт авансов {date:date}',
  ),
  writeOffTitle: sentence(
    '{subject:text}  {partner:partner}, balance written off {date:date}',
    '{subject:text}  {partner:partner}, списание остатка {date:date}',
  ),
  unclaimedTitle: sentence(
    '{subject:text}  {partner:partner}, set apart as unclaimed {date:date}',
    '{subject:text}  {partner:partner}, отложено как невостребованное {date:date}',
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
  madeGoodInAll: sentence(
    'plus {amount:money} for {deals:deals} calculated anew',
    'плюс {amount:money} по перерасчёту за {deals:deals}',
  ),
  settledInAll: sentence(
    'less {amount:money} for {deals:deals} calculated anew',
    'минус {amount:money} по перерасчёту за {deals:deals}',
  ),
  advancedInAll: sentence('plus {amount:money} advanced', 'плюс аванс {amount:money}'),
  advancedOff: sentence('less {amount:money} advanced before', 'минус прежний аванс {amount:money}'),
  recoveredInAll: sentence('less {amount:money} of draws paid back', 'минус {amount:money} в зачёт авансов'),
  writtenOffInAll: sentence('plus {amount:money} written off', 'плюс списано {amount:money}'),
  setApartInAll: sentence(
    'less {amount:money} set apart as unclaimed',
    'минус {amount:money}, отложено как невостребованное',
  ),
  chargedInAll: sentence('{amount:money} kept back', 'удержано {amount:money}'),
  convertedInAll: sentence(
    '{amount:money} {currency:text} arrives, at the rate of {rate:money} of {date:date}',
    'к получению {amount:money} {currency:text} по курсу {rate:money} от {date:date}',
  ),
  taxAddedInAll: sentence('{amount:money} VAT added', 'добавлен НДС {amount:money}'),
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
    'Клиенту вернули деньги по сделке {deal:text}, поэтому снято {amount:money} из начисленных {earned:money}.',
  ),
  cancellationAnswer: sentence(
    'Deal {deal:text} was called off, so {amount:money} of the commission on it is taken back.',
    'Сделка {deal:text} расторгнута, поэтому снято {amount:money} комиссии по ней.',
  ),
  trueUpAnswer: sentence(
    'A refund on deal {deal:text} lowered what the whole period is due: {amount:money} {currency:text}.',
    'Возврат по сделке {deal:text} изменил комиссию за весь период: {amount:money} {currency:text}.',
  ),
  reratingAnswer: sentence(
    'The commission on deal {deal:text} was calculated anew: {amount:money} {currency:text}. {reason:text}. Made by {author:text}, approved by {approver:text}.',
    'Комиссия по сделке {deal:text} рассчитана заново: {amount:money} {currency:text}. {reason:text}. Автор: {author:text}, утвердил: {approver:text}.',
  ),
  advanceAnswer: sentence(
    'The payout was made up to the guaranteed amount by {amount:money} {currency:text}; {debt:money} of draws are owed after it.',
    'Выплата дополнена до гарантированной суммы: {amount:money} {currency:text}; долг по авансам после неё {debt:money}.',
  ),
  recoveryAnswer: sentence(
    'Of what was above the draw, {amount:money} {currency:text} pays back draws; {debt:money} are still owed.',
    'Из суммы сверх аванса {amount:money} {currency:text} идёт в зачёт авансов; остаётся долг {debt:money}.',
  ),
  writeOffAnswer: sentence(
    'The balance was below zero by {amount:money} {currency:text}, which is written off.',
    'Остаток был ниже нуля на {amount:money} {currency:text}; эта сумма списана.',
  ),
  unclaimedAnswer: sentence(
    'Nobody claimed {amount:money} {currency:text}, which is set apart and no longer payable.',
    'Сумма {amount:money} {currency:text} осталась невостребованной; она отложена и больше не к выплате.',
  ),
  adjustmentAnswer: sentence(
    '{reason:text}. Made by {author:text}, approved by {approver:text}.',
    '{reason:text}. Автор: {author:text}, утвердил: {approver:text}.',
  ),
  // a line
  paidOn: sentence('customer paid {date:date}', 'клиент заплатил {date:date}'),
  wonOn: sentence('won {date:date}', 'сделка заключена {date:date}'),
  amended: sentence('deal amended: {reason:text}', 'сделка изменена: {reason:text}'),
  refundedOn: sentence('refund of {date:date}', 'возврат клиенту {date:date}'),
  cancelledOn: sentence('called off {date:date}', 'сделка расторгнута {date:date}'),
  part: sentence('part {number:text} of {of:text}', 'часть {number:text} из {of:text}'),
  trueUpOn: sentence('true-up of {date:date}', 'перерасчёт от {date:date}'),
  reratedOn: sentence('calculated anew {date:date}, {reason:text}', 'рассчитано заново {date:date}, {reason:text}'),
  advancedOn: sentence(
    'made up to the guaranteed amount {date:date}',
    'дополнено до гарантированной суммы {date:date}',
  ),
  recoveredOn: sentence('draws paid back {date:date}', 'зачёт авансов {date:date}'),
  writtenOffOn: sentence('balance below zero written off {date:date}', 'отрицательный остаток списан {date:date}'),
  setApartOn: sentence(
    'set apart as unclaimed {date:date}, {reason:text}',
    'отложено как невостребованное {date:date}, {reason:text}',
  ),
  correctedOn: sentence('correction of {date:date}, {reason:text}', 'поправка {date:date}, {reason:text}'),
  broughtByAnswer: sentence('Brought by {partner:partner}.', 'Сделку привёл партнёр {partner:partner}.'),
  broughtBy: sentence('brought by {partner:partner}', 'привёл партнёр {partner:partner}'),
  others: sentence('{others:others}', '{others:others}'),
  otherDays: sentence('{others:otherDays}', '{others:otherDays}'),
} as const;
