import { sentence } from '../../sentence.ts';

/** What was recorded, what became of a lead, and whose customer it is. */
export const leadTemplates = {
  whyNotTitle: sentence(
    '{subject:text}  {partner:partner}: why it is not paid',
    '{subject:text}  {partner:partner}: почему не выплачено',
  ),
  whyNotTitleKept: sentence(
    '{subject:text}  {partner:partner}: what became of it',
    '{subject:text}  {partner:partner}: что с ней стало',
  ),
  whyNotTitleKeptOne: sentence(
    '{subject:text}  {partner:partner}: what became of it',
    '{subject:text}  {partner:partner}: что с ним стало',
  ),
  whyNotTitleLead: sentence('Lead {lead:text}  {partner:partner}', 'Заявка {lead:text}  {partner:partner}'),
  whyNotTitleUnknown: sentence('{subject:text}: not recorded', '{subject:text}: записи нет'),
  // not recorded
  whyNotNotRecorded: sentence(
    'Nothing is recorded under {subject:text}: neither a deal, nor a lead, nor a payment.',
    'По ключу {subject:text} ничего не записано: ни сделки, ни заявки, ни платежа.',
  ),
  whyNotNotWon: sentence(
    'The win of the deal {deal:text} is not recorded, so nothing can be calculated on it yet.',
    'Заключение сделки {deal:text} не записано, поэтому по ней пока ничего нельзя рассчитать.',
  ),
  whyNotCameEarly: sentence(
    'Something on this deal was recorded ahead of it, for {on:date}; it waits.',
    'По этой сделке кое-что записано раньше её самой, за {on:date}; это ждёт.',
  ),
  whyNotSearched: sentence(
    'Looked through: {source:text}, up to record {watermark:text}.',
    'Просмотрено: {source:text}, до записи {watermark:text}.',
  ),
  whyNotSearchedNothing: sentence(
    'Looked for: {source:text}; there is no such record.',
    'Искали: {source:text}; такой записи нет.',
  ),
  whyNotSearchedKeys: sentence(
    'Looked for among the keys of other systems and of payments, up to record {watermark:text} of the whole history.',
    'Искали среди ключей других систем и платежей, до записи {watermark:text} всей истории.',
  ),
  // a lead
  whyNotLeadCame: sentence('The lead came in on {on:date}.', 'Заявка поступила {on:date}.'),
  whyNotLeadCameLate: sentence(
    'The lead is of {on:date} and reached us on {recorded:date}.',
    'Заявка от {on:date}, к нам она поступила {recorded:date}.',
  ),
  whyNotLeadAccepted: sentence('It was accepted on {on:date}.', 'Она принята {on:date}.'),
  whyNotLeadRejected: sentence(
    'The lead was declined on {on:date}: {reason:text} (decided by {actor:text}).',
    'Заявка отклонена {on:date}: {reason:text} (решение: {actor:text}).',
  ),
  whyNotLeadDuplicate: sentence(
    'The lead was known already, as {of:text}; that was found on {on:date}.',
    'Такая заявка уже была: {of:text}; это выяснилось {on:date}.',
  ),
  whyNotFirstLead: sentence(
    'First: {lead:text}, {on:date}, {time:text}.',
    'Первая: {lead:text}, {on:date}, {time:text}.',
  ),
  whyNotSecondLead: sentence(
    'Second: {lead:text}, {on:date}, {time:text}.',
    'Вторая: {lead:text}, {on:date}, {time:text}.',
  ),
  whyNotSameCustomer: sentence(
    'Both name the same customer, by the key {customer:text}.',
    'В обеих один и тот же клиент, по ключу {customer:text}.',
  ),
  whyNotReasonTold: sentence('What was said about it: {reason:text}.', 'Что об этом сказано: {reason:text}.'),
  whyNotLeadLost: sentence(
    'The sale did not happen ({on:date}): {reason:text}.',
    'Продажа не состоялась ({on:date}): {reason:text}.',
  ),
  whyNotLeadExpired: sentence(
    'Nothing was heard about the lead for too long, so it ended on {on:date}.',
    'О заявке слишком долго ничего не было слышно, поэтому {on:date} она закрыта.',
  ),
  whyNotLeadInStage: sentence(
    'It is being worked on: {stage:text}, since {on:date}.',
    'Идёт работа: {stage:text}, с {on:date}.',
  ),
  whyNotLeadWaiting: sentence(
    'Nothing more has been recorded of it since {on:date}.',
    'С {on:date} о ней больше ничего не записано.',
  ),
  whyNotAnswerOverdue: sentence(
    'We owe you the first answer since {by:date}.',
    'Ответ обещан до {by:date} и ещё не дан.',
  ),
  whyNotNoDealYet: sentence(
    'No deal has come of it, so there is nothing to earn on yet.',
    'Сделки по ней нет, поэтому пока не с чего начислять.',
  ),
  // whose customer it is
  whyNotClaimGranted: sentence(
    '{on:date}, {time:text}: {partner:partner} registered the customer first, with the lead {lead:text}.',
    '{on:date}, {time:text}: партнёр {partner:partner} первым зарегистрировал клиента (заявка {lead:text}).',
  ),
  whyNotClaimGrantedUntil: sentence(
    '{on:date}, {time:text}: {partner:partner} registered the customer with the lead {lead:text}, until {until:date}.',
    '{on:date}, {time:text}: партнёр {partner:partner} зарегистрировал клиента (заявка {lead:text}); клиент закреплён за ним до {until:date}.',
  ),
  whyNotClaimOwn: sentence(
    '{on:date}, {time:text}: {partner:partner} registered the same customer again, with the lead {lead:text}.',
    '{on:date}, {time:text}: партнёр {partner:partner} зарегистрировал того же клиента ещё раз (заявка {lead:text}).',
  ),
  whyNotClaimProtected: sentence(
    '{on:date}, {time:text}: {partner:partner} registered the customer with the lead {lead:text}, when somebody else already had it.',
    '{on:date}, {time:text}: партнёр {partner:partner} зарегистрировал клиента (заявка {lead:text}), когда тот уже был закреплён за другим.',
  ),
  whyNotClaimReleased: sentence(
    '{on:date}, {time:text}: the lead {lead:text} ended, and the customer was free again.',
    '{on:date}, {time:text}: заявка {lead:text} закрыта, клиент снова свободен.',
  ),
  whyNotFirstTouch: sentence(
    'The plan credits whoever came first within {days:days} before the deal was won.',
    'По плану сделка засчитывается тому, кто был первым за {days:days} до её заключения.',
  ),
  whyNotLastTouch: sentence(
    'The plan credits whoever came last within {days:days} before the deal was won.',
    'По плану сделка засчитывается тому, кто был последним за {days:days} до её заключения.',
  ),
  whyNotFirstRegistration: sentence(
    'The plan credits whoever registered the customer first; that counts for {days:days}.',
    'По плану сделка засчитывается тому, кто первым зарегистрировал клиента; это действует {days:days}.',
  ),
  whyNotCreditedBy: sentence(
    'Who is credited was recorded by {actor:text}.',
    'Кому засчитать сделку, записал {actor:text}.',
  ),
} as const;
