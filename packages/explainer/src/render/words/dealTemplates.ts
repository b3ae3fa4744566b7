import { sentence } from '../sentence.ts';

/** What a deal earned, and what became of a lead. */
export const dealTemplates = {
  dealTitle: sentence('Deal {deal:text}  {partner:partner}', 'Сделка {deal:text}  {partner:partner}'),
  dealTitleOfAll: sentence('Deal {deal:text}', 'Сделка {deal:text}'),
  dealNothing: sentence(
    'The deal {deal:text} has earned nothing here.',
    'По сделке {deal:text} здесь ничего не начислено.',
  ),
  dealInAll: sentence(
    'The deal {deal:text} earned {amount:money} {currency:text} in all.',
    'По сделке {deal:text} всего начислено {amount:money} {currency:text}.',
  ),
  dealEarnedBy: sentence(
    'The deal {deal:text}, earned by {partner:partner}: {amount:money} {currency:text}.',
    'По сделке {deal:text} начислено {amount:money} {currency:text}, партнёр {partner:partner}.',
  ),
  dealOfPartner: sentence('Earned by {partner:partner}.', 'Начислено, партнёр {partner:partner}.'),
  dealBelowZero: sentence(
    'The deal {deal:text} comes to {amount:money} {currency:text}: more was taken back than earned.',
    'По сделке {deal:text} выходит {amount:money} {currency:text}: снято больше, чем начислено.',
  ),
  dealSomeTakenBack: sentence('Some of what it earned was taken back.', 'Часть начисленного снята.'),
  dealInCurrency: sentence('In {currency:text}.', 'В {currency:text}.'),
  dealByWin: sentence(
    'The win of {on:date}, {amount:money} {currency:text}.',
    'Заключение сделки {on:date}, {amount:money} {currency:text}.',
  ),
  dealByPayment: sentence(
    'The payment {payment:text} of {on:date}, {amount:money} {currency:text}.',
    'Платёж {payment:text} от {on:date}, {amount:money} {currency:text}.',
  ),
  dealEarned: sentence(
    'Earned by {clause:text}, payable from {matures:date}.',
    'Начислено по {clause:text}, к выплате с {matures:date}.',
  ),
  dealCalculatedAnew: sentence(
    'Calculated anew by {clause:text}, payable from {matures:date}.',
    'Перерасчёт по {clause:text}, к выплате с {matures:date}.',
  ),
  dealTakenBack: sentence('Taken back, counts from {matures:date}.', 'Снято, учитывается с {matures:date}.'),
  dealNotPaidYet: sentence('In no payout yet.', 'Пока ни в одной выплате.'),
  dealOnItsWay: sentence(
    'In the payout {payout:text} of {date:date}, which is on its way.',
    'В выплате {payout:text} от {date:date}, она в пути.',
  ),
  dealPaid: sentence(
    'In the payout {payout:text}, which arrived on {on:date}.',
    'В выплате {payout:text}, она пришла {on:date}.',
  ),
  dealChargebackOpen: sentence(
    'On {on:date} the customer disputed {amount:money} {currency:text} at the bank. Until that is decided, what it earned waits.',
    'Клиент оспорил в банке {amount:money} {currency:text} (дата: {on:date}). До решения банка начисленное за это ждёт.',
  ),
  dealChargebackWon: sentence(
    'On {on:date} the customer disputed {amount:money} {currency:text} at the bank; on {decided:date} the bank decided for us. Nothing was taken back for it, and what had to wait is payable again.',
    'Клиент оспорил в банке {amount:money} {currency:text} (дата: {on:date}); решение в нашу пользу: {decided:date}. За это ничего не удержано, и то, что ждало, снова к выплате.',
  ),
  dealChargebackLost: sentence(
    'On {on:date} the customer disputed {amount:money} {currency:text} at the bank; on {decided:date} the bank decided for the customer. What it earned is taken back.',
    'Клиент оспорил в банке {amount:money} {currency:text} (дата: {on:date}); решение в пользу клиента: {decided:date}. Начисленное за это удерживается.',
  ),
  // a lead
  leadTitle: sentence('Lead {lead:text}  {partner:partner}', 'Заявка {lead:text}  {partner:partner}'),
  leadIsSubmitted: sentence('The lead has come in; it is not decided yet.', 'Заявка поступила; решения пока нет.'),
  leadIsAccepted: sentence('The lead is accepted.', 'Заявка принята.'),
  leadIsInStage: sentence('The lead is being worked on: {stage:text}.', 'По заявке идёт работа: {stage:text}.'),
  leadIsWon: sentence('The lead is won: it is the deal {deal:text}.', 'По заявке есть сделка {deal:text}.'),
  leadIsRejected: sentence('The lead was declined: {reason:text}.', 'Заявка отклонена: {reason:text}.'),
  leadIsDuplicate: sentence('The lead was known already.', 'Такая заявка уже была.'),
  leadIsLost: sentence('The sale did not happen: {reason:text}.', 'Продажа не состоялась: {reason:text}.'),
  leadIsExpired: sentence(
    'Nothing was heard about the lead for too long, so it ended.',
    'О заявке слишком долго ничего не было слышно, она закрыта.',
  ),
  leadHappened: sentence('On {on:date}.', 'Дата: {on:date}.'),
  leadHappenedLate: sentence(
    'On {on:date}; it reached us on {recorded:date}.',
    'Дата: {on:date}; к нам поступило {recorded:date}.',
  ),
  leadClaimGranted: sentence('The customer is yours.', 'Клиент закреплён за вами.'),
  leadClaimGrantedUntil: sentence(
    'The customer is yours until {until:date}.',
    'Клиент закреплён за вами до {until:date}.',
  ),
  leadClaimWasGranted: sentence('The customer was yours.', 'Клиент был закреплён за вами.'),
  leadClaimWasUntil: sentence(
    'The customer was yours until {until:date}.',
    'Клиент был закреплён за вами до {until:date}.',
  ),
  leadClaimOwn: sentence('The customer was yours already.', 'Клиент уже был закреплён за вами.'),
  leadClaimProtected: sentence(
    'Another partner had the customer already.',
    'Клиент уже был закреплён за другим партнёром.',
  ),
  leadClaimReleased: sentence('The customer is free again.', 'Клиент снова свободен.'),
  leadPromiseKept: sentence('Promised by {by:date}, done on {on:date}.', 'Обещано до {by:date}, сделано {on:date}.'),
  leadPromiseLate: sentence(
    'Promised by {by:date}, done only on {on:date}.',
    'Обещано до {by:date}, сделано только {on:date}.',
  ),
  leadPromiseAnswer: sentence('It is about the first answer to the lead.', 'Это о первом ответе по заявке.'),
  leadPromiseStage: sentence('It is about the stage {stage:text}.', 'Это об этапе {stage:text}.'),
  leadPromiseRuns: sentence('Promised by {by:date}, still in time.', 'Обещано до {by:date}, срок ещё идёт.'),
  leadPromiseOverdue: sentence('Promised by {by:date}, not done yet.', 'Обещано до {by:date}, ещё не сделано.'),
} as const;
