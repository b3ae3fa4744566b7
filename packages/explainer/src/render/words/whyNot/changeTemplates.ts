import { sentence } from '../../sentence.ts';

/** What would have had to be otherwise, and what that would have earned. */
export const changeTemplates = {
  whyNotSmallestChange: sentence(
    'The smallest change with which it would have earned:',
    'Наименьшее изменение, при котором было бы начислено:',
  ),
  whyNotChangesLeftOut: sentence(
    'What would have had to be otherwise was not looked for: that takes more than {limit:records}. To have it looked for all the same: why-not {subject:text} --changes.',
    'Что должно было быть иначе, не выяснялось: для этого нужно больше, чем {limit:records}. Чтобы выяснить всё равно: why-not {subject:text} --changes.',
  ),
  whyNotFlipTogether: sentence('All of this together:', 'Всё это вместе:'),
  whyNotFlipCredited: sentence(
    'The deal credited to {partner:partner}.',
    'Сделка засчитана партнёру {partner:partner}.',
  ),
  whyNotFlipAttribute: sentence('{attribute:text}: {value:text}.', '{attribute:text}: {value:text}.'),
  whyNotFlipWonOn: sentence('The deal won on {on:date}.', 'Сделка заключена {on:date}.'),
  whyNotFlipPaidOn: sentence('The customer paying on {on:date}.', 'Клиент платит {on:date}.'),
  whyNotFlipPaid: sentence(
    'The customer paying {amount:money} {currency:text} on {on:date}.',
    'Клиент платит {amount:money} {currency:text}, {on:date}.',
  ),
  whyNotFlipDealAmount: sentence(
    'A deal of {amount:money} {currency:text}.',
    'Сделка на {amount:money} {currency:text}.',
  ),
  whyNotFlipPaymentAmount: sentence(
    'The payment {payment:text} of {amount:money} {currency:text}.',
    'Платёж {payment:text} на {amount:money} {currency:text}.',
  ),
  whyNotFlipWithout: sentence('Without what took it back.', 'Без того, из-за чего снято.'),
  whyNotEffectOwn: sentence('For itself, by {clause:text}.', 'За неё саму, по {clause:text}.'),
  whyNotEffectItself: sentence('For itself.', 'За неё саму.'),
  whyNotEffectOther: sentence(
    'The deal {deal:text} would earn {instead:money}, not {now:money} ({clause:text}).',
    'Сделка {deal:text} дала бы {instead:money}, а не {now:money} ({clause:text}).',
  ),
  whyNotEffectGone: sentence(
    'The deal {deal:text} would earn nothing by {clause:text}.',
    'Сделка {deal:text} ничего не дала бы по {clause:text}.',
  ),
  whyNotEffectNew: sentence(
    'The deal {deal:text} would earn by {clause:text} too.',
    'Сделка {deal:text} тоже дала бы по {clause:text}.',
  ),
  whyNotEffectReversal: sentence(
    'Taken back of the deal {deal:text} ({clause:text}).',
    'Удержано по сделке {deal:text} ({clause:text}).',
  ),
  whyNotCounterMoves: sentence(
    'The running total {window:window} would go from {before:money} to {after:money}.',
    'Накоплено {window:window} было бы: с {before:money} до {after:money}.',
  ),
} as const;
