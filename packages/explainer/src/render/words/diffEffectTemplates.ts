import { sentence } from '../sentence.ts';

/** What a version of a plan came to in money. */
export const diffEffectTemplates = {
  diffEffect: sentence(
    'Because of {to:text}, {count:accruals} came to another amount, together {amount:money} {currency:text} more.',
    'Из-за {to:text} другую сумму дали {count:accruals}: вместе на {amount:money} {currency:text} больше.',
  ),
  diffEffectLess: sentence(
    'Because of {to:text}, {count:accruals} came to another amount, together {amount:money} {currency:text} less.',
    'Из-за {to:text} другую сумму дали {count:accruals}: вместе на {amount:money} {currency:text} меньше.',
  ),
  diffEffectOfPartner: sentence(
    'Because of {to:text}, {count:accruals} of {partner:partner} came to another amount, together {amount:money} {currency:text} more.',
    'Из-за {to:text} у партнёра {partner:partner} другую сумму дали {count:accruals}: вместе на {amount:money} {currency:text} больше.',
  ),
  diffEffectOfPartnerLess: sentence(
    'Because of {to:text}, {count:accruals} of {partner:partner} came to another amount, together {amount:money} {currency:text} less.',
    'Из-за {to:text} у партнёра {partner:partner} другую сумму дали {count:accruals}: вместе на {amount:money} {currency:text} меньше.',
  ),
  diffEffectNone: sentence('So far {to:text} has changed no amount.', 'Пока {to:text} не изменил ни одной суммы.'),
  diffEffectUnknown: sentence(
    'What {to:text} came to in money is told of a later version against an earlier one of the same plan.',
    'Сколько это в деньгах, видно, если сравнить более позднюю версию того же плана с более ранней, а не {to:text}.',
  ),
  diffEffectTurned: sentence(
    'Ask diff {a:text} {b:text} for the money.',
    'Сколько это в деньгах, скажет diff {a:text} {b:text}.',
  ),
  diffEffectTooLarge: sentence(
    'For everybody at once there is too much to calculate anew (more than {limit:records}). What it came to for one partner: diff {a:text} {b:text} --partner, with the id of the partner.',
    'Сразу для всех пересчитывать слишком много ({limit:records} и больше). Для одного партнёра: diff {a:text} {b:text} --partner и код партнёра.',
  ),
  diffEffectMoved: sentence(
    'what {to:text} came to: {count:accruals}',
    'во что обошлась версия {to:text}: {count:accruals}',
  ),
  diffEffectLine: sentence(
    'deal {deal:text}, {partner:partner}: {before:money} by {from:text}, {after:money} now',
    'сделка {deal:text}, {partner:partner}: по {from:text} было бы {before:money}, теперь {after:money}',
  ),
  diffEffectPayment: sentence(
    'deal {deal:text}, payment {payment:text}, earned {date:date}, {partner:partner}: {before:money} by {from:text}, {after:money} now',
    'сделка {deal:text}, платёж {payment:text}, начислено {date:date}, {partner:partner}: по {from:text} было бы {before:money}, теперь {after:money}',
  ),
  diffEffectDay: sentence(
    'deal {deal:text}, earned {date:date}, {partner:partner}: {before:money} by {from:text}, {after:money} now',
    'сделка {deal:text}, начислено {date:date}, {partner:partner}: по {from:text} было бы {before:money}, теперь {after:money}',
  ),
  diffEffectBy: sentence('by {plan:text}', 'по {plan:text}'),
  diffEffectSetAside: sentence(
    'Could not be calculated by {from:text}: {reason:text}',
    'По {from:text} рассчитать нельзя: {reason:text}',
  ),
} as const;
