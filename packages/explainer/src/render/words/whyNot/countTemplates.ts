import { sentence } from '../../sentence.ts';

/** How many payments of a deal have come how far, and what is in the place where it was missed. */
export const countTemplates = {
  whyNotCounted: sentence('{payments:payments}.', '{payments:payments}.'),
  whyNotCountedPaid: sentence(
    '{payments:payments}: {paid:text} paid.',
    '{payments:payments}: по {paid:text} выплачено.',
  ),
  whyNotCountedWaiting: sentence(
    '{payments:payments}: {waiting:waiting} ({amount:money} {currency:text}).',
    '{payments:payments}: {waiting:waiting} ({amount:money} {currency:text}).',
  ),
  whyNotCountedBoth: sentence(
    '{payments:payments}: {paid:text} paid, {waiting:waiting} ({amount:money} {currency:text}).',
    '{payments:payments}: по {paid:text} выплачено, {waiting:waiting} ({amount:money} {currency:text}).',
  ),
  whyNotCountedAlso: sentence('And {amount:money} {currency:text}.', 'И ещё {amount:money} {currency:text}.'),
  whyNotCountedOnItsWay: sentence('Payout on its way: {number:text}.', 'Выплата в пути: {number:text}.'),
  whyNotCountedTakenBack: sentence('Taken back in full: {number:text}.', 'Удержано полностью: {number:text}.'),
  whyNotCountedNothing: sentence('Earned nothing: {number:text}.', 'Ничего не начислено: {number:text}.'),
  whyNotCountedEarned: sentence(
    'They earned {amount:money} {currency:text} in all.',
    'Всего по ним начислено {amount:money} {currency:text}.',
  ),
  whyNotWaitsInAll: sentence('What waits in all.', 'Всего ждёт выплаты.'),
  whyNotEarnedInAll: sentence('What they earned in all.', 'Всего начислено.'),
  whyNotOfPayment: sentence('Payment {payment:text} of {on:date}:', 'Платёж {payment:text} от {on:date}.'),
  whyNotOfWin: sentence('The win of {on:date}:', 'Заключение сделки {on:date}.'),
  whyNotPaymentInMonth: sentence(
    'It is not missing: payment {payment:text} of {on:date} earned {amount:money} {currency:text} and is in the statement, counted {month:window}.',
    'Платёж {payment:text} от {on:date} здесь есть: начислено {amount:money} {currency:text}, отчёт {month:window}.',
  ),
  whyNotPaymentInPayout: sentence(
    'It is not missing: payment {payment:text} of {on:date} earned {amount:money} {currency:text} and is in the payout {payout:text} of {date:date}.',
    'Платёж {payment:text} от {on:date} здесь есть: начислено {amount:money} {currency:text}, выплата {payout:text} от {date:date}.',
  ),
  whyNotWinInMonth: sentence(
    'It is not missing: the win of {on:date} earned {amount:money} {currency:text} and is in the statement, counted {month:window}.',
    'Заключение сделки {on:date} здесь есть: начислено {amount:money} {currency:text}, отчёт {month:window}.',
  ),
  whyNotWinInPayout: sentence(
    'It is not missing: the win of {on:date} earned {amount:money} {currency:text} and is in the payout {payout:text} of {date:date}.',
    'Заключение сделки {on:date} здесь есть: начислено {amount:money} {currency:text}, выплата {payout:text} от {date:date}.',
  ),
} as const;
