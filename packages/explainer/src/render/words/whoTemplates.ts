import { sentence } from '../sentence.ts';

/** Who changed something, when, and why. */
export const whoTemplates = {
  whoTitle: sentence('{subject:text}: who changed it', '{subject:text}: кто и что менял'),
  whoNothing: sentence('Nothing of it was changed.', 'Ничего не менялось.'),
  whoLast: sentence(
    'Last recorded by {actor:text} on {recorded:date}; it is of {on:date}.',
    'Последнюю запись внёс {actor:text}, {recorded:date}; она от {on:date}.',
  ),
  whoLastSameDay: sentence(
    'Last recorded by {actor:text} on {recorded:date}.',
    'Последнюю запись внёс {actor:text}, {recorded:date}.',
  ),
  // what people changed
  whoNoneByHand: sentence('Nothing was changed by hand.', 'Вручную ничего не меняли.'),
  whoOnceAmount: sentence(
    'Changed once: on {on:date} {author:text} gave the amount {after:money} instead of {before:money} {currency:text} (reason: {reason:text}).',
    'Изменение одно: {on:date} {author:text} — сумма {after:money} вместо {before:money} {currency:text} (причина: {reason:text}).',
  ),
  whoOnceAttribute: sentence(
    'Changed once: on {on:date} {author:text} gave {attribute:text} as {after:text} instead of {before:text} (reason: {reason:text}).',
    'Изменение одно: {on:date} {author:text} — {attribute:text}: {after:text} вместо {before:text} (причина: {reason:text}).',
  ),
  whoOnce: sentence(
    'Changed once: on {on:date} by {author:text} (reason: {reason:text}).',
    'Изменение одно: {on:date}, {author:text} (причина: {reason:text}).',
  ),
  whoOften: sentence(
    'Changed by hand: {count:changes}, last on {on:date} by {author:text} (reason: {reason:text}).',
    'Вручную: {count:changes}, последнее {on:date}, {author:text} (причина: {reason:text}).',
  ),
  whoHandInAll: sentence(
    'Written by hand: {amount:money} {currency:text} of it.',
    'Из этого внесено вручную: {amount:money} {currency:text}.',
  ),
  whoBySameDay: sentence(
    'Recorded by {actor:text} on {recorded:date}, {time:text}.',
    'Записал {actor:text}, {recorded:date}, {time:text}.',
  ),
  whoBy: sentence(
    'Of {on:date}; recorded by {actor:text} on {recorded:date}, {time:text}.',
    'От {on:date}; записал {actor:text}, {recorded:date}, {time:text}.',
  ),
  whoReason: sentence('Reason: {reason:text}', 'Причина: {reason:text}'),
  whoWrote: sentence('By {author:text}.', 'Автор: {author:text}.'),
  whoApproved: sentence(
    'Written by {author:text}, approved by {approver:text}.',
    'Автор: {author:text}, утвердил {approver:text}.',
  ),
  // before and after
  whoAmount: sentence(
    'Amount: {before:money} before, {after:money} {currency:text} since.',
    'Сумма: было {before:money}, стало {after:money} {currency:text}.',
  ),
  whoShare: sentence(
    'Share of {partner:partner}: {before:rate} before, {after:rate} since.',
    'Доля партнёра {partner:partner}: была {before:rate}, стала {after:rate}.',
  ),
  whoAttribute: sentence(
    '{attribute:text}: {before:text} before, {after:text} since.',
    '{attribute:text}: было {before:text}, стало {after:text}.',
  ),
  // payouts
  whoApprovedPayout: sentence(
    'Approved by {by:text}; prepared by {preparer:text}.',
    'Утвердил {by:text}; подготовил {preparer:text}.',
  ),
  whoNotApproved: sentence('The program pays without an approval.', 'Программа платит без утверждения.'),
  whoNoRun: sentence(
    'No prepared payouts are recorded for it: the program pays without an approval.',
    'Подготовка выплат не записана: программа платит без утверждения.',
  ),
  whoTwoPeople: sentence(
    'Two people: {preparer:text} prepared it, {by:text} approved it.',
    'Два человека: {preparer:text} подготовил, {by:text} утвердил.',
  ),
  whoSigned: sentence(
    'What was approved is what was prepared, to the letter ({hash:text}…).',
    'Утверждено ровно то, что подготовлено ({hash:text}…).',
  ),
  whoProposedPayout: sentence(
    'Prepared for this partner, in {currency:text}.',
    'Подготовлено этому партнёру, в {currency:text}.',
  ),
  whoCalculated: sentence('Calculated by the plan.', 'Рассчитано по плану.'),
  whoByHand: sentence('Written by hand.', 'Внесено вручную.'),
  whoNothingByHand: sentence('Nothing of it was written by hand.', 'Ничего не внесено вручную.'),
  whoHandLine: sentence('Correction {entry:text}.', 'Поправка {entry:text}.'),
  whoPrepared: sentence(
    'The payouts {run:text} were prepared by {by:text}.',
    'Выплаты {run:text} подготовил {by:text}.',
  ),
  whoRunApproved: sentence(
    'The payouts {run:text} were approved by {by:text}.',
    'Выплаты {run:text} утвердил {by:text}.',
  ),
  whoCompleted: sentence('The payouts {run:text} were made.', 'Выплаты {run:text} сделаны.'),
  whoDiscarded: sentence('The payouts {run:text} were dropped by {by:text}.', 'Выплаты {run:text} отменил {by:text}.'),
  whoFileMade: sentence(
    'The file {file:text} for the bank was made by {by:text}.',
    'Файл {file:text} для банка сделал {by:text}.',
  ),
  whoIssued: sentence(
    'The payout {payout:text} was issued: {amount:money} {currency:text}.',
    'Выплата {payout:text} сделана: {amount:money} {currency:text}.',
  ),
  whoSettled: sentence('It arrived, reference {reference:text}.', 'Она пришла, номер {reference:text}.'),
  whoFailed: sentence('It did not go through.', 'Она не прошла.'),
  whoVoided: sentence('It was called off.', 'Она отменена.'),
  // deals
  whoDealWon: sentence(
    'Deal {deal:text} won, {amount:money} {currency:text}.',
    'Сделка {deal:text} заключена, {amount:money} {currency:text}.',
  ),
  whoDealAmended: sentence(
    'Deal {deal:text} changed ({amendment:text}).',
    'Сделка {deal:text} изменена ({amendment:text}).',
  ),
  whoDealCancelled: sentence('Deal {deal:text} called off.', 'Сделка {deal:text} расторгнута.'),
  whoPaid: sentence(
    'The customer paid {amount:money} {currency:text} ({payment:text}).',
    'Клиент заплатил {amount:money} {currency:text} ({payment:text}).',
  ),
  whoRefunded: sentence(
    'The customer got {amount:money} {currency:text} of {payment:text} back ({refund:text}).',
    'Клиенту вернули {amount:money} {currency:text} из {payment:text} ({refund:text}).',
  ),
  whoChargeback: sentence(
    'The customer disputed {amount:money} {currency:text} at the bank ({chargeback:text}).',
    'Клиент оспорил в банке {amount:money} {currency:text} ({chargeback:text}).',
  ),
  whoChargebackWon: sentence(
    'The bank decided {chargeback:text} for us.',
    'Банк решил {chargeback:text} в нашу пользу.',
  ),
  whoChargebackLost: sentence(
    'The bank decided {chargeback:text} for the customer.',
    'Банк решил {chargeback:text} в пользу клиента.',
  ),
  whoSetAside: sentence(
    'Set aside until it can be calculated: {id:text}.',
    'Отложено, пока это нельзя рассчитать: {id:text}.',
  ),
  whoResolved: sentence('No longer set aside: {id:text}.', 'Больше не отложено: {id:text}.'),
  // leads
  whoLeadSubmitted: sentence(
    'Lead {lead:text} brought by {partner:partner}.',
    'Заявку {lead:text} привёл партнёр {partner:partner}.',
  ),
  whoLeadAccepted: sentence('The lead was accepted.', 'Заявка принята.'),
  whoLeadRejected: sentence('The lead was declined.', 'Заявка отклонена.'),
  whoLeadDuplicate: sentence('The lead was known already, as {of:text}.', 'Такая заявка уже была: {of:text}.'),
  whoLeadAdvanced: sentence('The lead reached the stage {stage:text}.', 'Заявка на этапе {stage:text}.'),
  whoLeadLost: sentence('The sale did not happen.', 'Продажа не состоялась.'),
  whoLeadExpired: sentence(
    'The lead ended, because nothing was heard of it.',
    'Заявка закрыта: о ней ничего не было слышно.',
  ),
  whoLeadReopened: sentence('The lead was opened again.', 'Заявка открыта снова.'),
  whoLeadWon: sentence('The lead became the deal {deal:text}.', 'Заявка стала сделкой {deal:text}.'),
  // entries
  whoEarned: sentence(
    'Calculated: {amount:money} {currency:text} by {clause:text}.',
    'Рассчитано: {amount:money} {currency:text} по {clause:text}.',
  ),
  whoTakenBack: sentence('Taken back: {amount:money} {currency:text}.', 'Снято: {amount:money} {currency:text}.'),
  whoHeld: sentence('Kept out of payouts: it is disputed.', 'Не выплачивается: оспорено.'),
  whoReleased: sentence('Payable again: {outcome:text}', 'Снова к выплате: {outcome:text}'),
  whoTruedUp: sentence(
    'Calculated anew after a refund: {amount:money} {currency:text}.',
    'Перерасчёт после возврата: {amount:money} {currency:text}.',
  ),
  whoRerated: sentence(
    'Calculated anew on request: {was:money} before, {now:money} {currency:text} since, so {amount:money} more.',
    'Перерасчёт по запросу: было {was:money}, стало {now:money} {currency:text}, разница {amount:money}.',
  ),
  whoProposed: sentence(
    'A correction was asked for: {amount:money} {currency:text}.',
    'Предложена поправка: {amount:money} {currency:text}.',
  ),
  whoCorrected: sentence(
    'Corrected by hand: {amount:money} {currency:text}.',
    'Поправка вручную: {amount:money} {currency:text}.',
  ),
  whoDeclined: sentence('The correction was declined by {by:text}.', 'Поправку отклонил {by:text}.'),
  whoWrittenOff: sentence('Written off: {amount:money} {currency:text}.', 'Списано: {amount:money} {currency:text}.'),
  whoUnclaimed: sentence(
    'Set apart because nobody claimed it: {amount:money} {currency:text}.',
    'Отложено как невостребованное: {amount:money} {currency:text}.',
  ),
  // partners and plans
  whoJoined: sentence('{partner:partner} joined.', 'Партнёр {partner:partner} присоединился.'),
  whoEnrolled: sentence('In the plan {plan:text} from {from:date} on.', 'В плане {plan:text} с {from:date}.'),
  whoManager: sentence('Manager {manager:text} from {from:date} on.', 'Менеджер {manager:text} с {from:date}.'),
  whoUpline: sentence('Below {upline:partner} from {from:date} on.', 'Под партнёром {upline:partner} с {from:date}.'),
  whoDestination: sentence('Paid to {reference:text}.', 'Выплаты на {reference:text}.'),
  whoTaxStatus: sentence(
    'Tax status {status:text} from {from:date} on.',
    'Налоговый статус {status:text} с {from:date}.',
  ),
  whoSuspended: sentence('Suspended from {from:date} on.', 'Участие приостановлено с {from:date}.'),
  whoReinstated: sentence('Back in the program from {from:date} on.', 'Снова в программе с {from:date}.'),
  whoPublished: sentence(
    'The plan {plan:text} was published ({hash:text}…).',
    'План {plan:text} опубликован ({hash:text}…).',
  ),
} as const;
