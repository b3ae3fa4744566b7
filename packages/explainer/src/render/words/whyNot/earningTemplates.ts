import { sentence } from '../../sentence.ts';

/** From the deal to what it earns. */
export const earningTemplates = {
  whyNotWon: sentence(
    'Recorded: the deal was won on {on:date}, {amount:money} {currency:text}.',
    'Записано: сделка заключена {on:date}, {amount:money} {currency:text}.',
  ),
  whyNotWonLate: sentence(
    'Recorded on {recorded:date}: the deal was won on {on:date}, {amount:money} {currency:text}.',
    'Записано {recorded:date}: сделка заключена {on:date}, {amount:money} {currency:text}.',
  ),
  whyNotPaymentCame: sentence(
    'Recorded: the customer paid {amount:money} {currency:text} on {on:date} ({payment:text}).',
    'Записано: клиент заплатил {amount:money} {currency:text}, {on:date} ({payment:text}).',
  ),
  whyNotPaymentLate: sentence(
    'Recorded on {recorded:date}: the customer paid {amount:money} {currency:text} on {on:date} ({payment:text}).',
    'Записано {recorded:date}: клиент заплатил {amount:money} {currency:text}, {on:date} ({payment:text}).',
  ),
  whyNotYours: sentence('The deal is credited to you.', 'Сделка засчитана вам.'),
  whyNotYourShare: sentence('Your share of the deal is {share:rate}.', 'Ваша доля в сделке: {share:rate}.'),
  whyNotStandsAbove: sentence(
    'The deal is credited to {referrer:partner}, above whom you stand.',
    'Сделка засчитана партнёру {referrer:partner}, над которым вы стоите.',
  ),
  whyNotBeside: sentence('You are credited beside the shares: {role:text}.', 'Вы участвуете сверх долей: {role:text}.'),
  whyNotNotYours: sentence('The deal is credited to {other:partner}.', 'Сделка засчитана партнёру {other:partner}.'),
  whyNotVerdictNotYours: sentence(
    'It earned nothing here, because the deal is credited to {other:partner}.',
    'Здесь ничего не начислено: сделка засчитана партнёру {other:partner}.',
  ),
  whyNotEnrolled: sentence(
    '{partner:partner} is in the plan {plan:text} since {from:date}.',
    'Партнёр {partner:partner} в плане {plan:text} с {from:date}.',
  ),
  whyNotEnrolledLater: sentence(
    '{partner:partner} is in the plan {plan:text} only since {from:date}; this is of {on:date}.',
    'Партнёр {partner:partner} в плане {plan:text} только с {from:date}, а это от {on:date}.',
  ),
  whyNotNeverEnrolled: sentence(
    '{partner:partner} is in no plan of the program {program:text}.',
    'Партнёр {partner:partner} не состоит ни в одном плане программы {program:text}.',
  ),
  whyNotSuspended: sentence(
    '{partner:partner} was suspended from {from:date} on and earned nothing then: {reason:text}.',
    'Участие партнёра {partner:partner} приостановлено с {from:date}, в это время ничего не начислялось: {reason:text}.',
  ),
  whyNotSuspendedEarning: sentence(
    '{partner:partner} was suspended from {from:date} on, and earned as ever: {reason:text}.',
    'Участие партнёра {partner:partner} приостановлено с {from:date}, но начисления шли как обычно: {reason:text}.',
  ),
  whyNotSuspendedThen: sentence(
    'You were suspended then and earned nothing.',
    'Ваше участие было приостановлено, начислений не было.',
  ),
  whyNotNoPayment: sentence(
    'The plan pays when the customer pays, and no payment is recorded.',
    'План платит, когда платит клиент, а платежа нет.',
  ),
  whyNotNoClauseForWins: sentence(
    'No clause of the plan {plan:text} pays you for the win of a deal.',
    'В плане {plan:text} нет пункта, по которому вам платят за заключение сделки.',
  ),
  whyNotNoClauseForPayments: sentence(
    'No clause of the plan {plan:text} pays you for a payment.',
    'В плане {plan:text} нет пункта, по которому вам платят за платёж.',
  ),
  whyNotNoRate: sentence(
    'It waits for the exchange rate from {from:text} to {to:text} of {on:date}, which is not recorded.',
    'Ожидается курс {from:text} к {to:text} за {on:date}: он не записан.',
  ),
  whyNotNoVersion: sentence(
    'No version of the plan {plan:text} was in force on {on:date}.',
    'На {on:date} не действовала ни одна версия плана {plan:text}.',
  ),
  whyNotNoAttribute: sentence(
    'The deal does not say its {attribute:text}, which the plan asks for.',
    'В сделке не указано, что спрашивает план: {attribute:text}.',
  ),
  whyNotOtherCurrency: sentence(
    'The plan pays in {to:text}, and this is in {told:text}.',
    'План платит в {to:text}, а это в {told:text}.',
  ),
  whyNotInNoPlan: sentence(
    '{partner:partner} is in no plan of the program {program:text} on {on:date}.',
    'Партнёр {partner:partner} на {on:date} не состоит ни в одном плане программы {program:text}.',
  ),
  whyNotSetAside: sentence(
    'It is set aside until this is put right: {reason:text}.',
    'Это отложено, пока не исправлено: {reason:text}.',
  ),
  whyNotNotCalculated: sentence(
    'It has not been calculated yet: nothing says what it earned.',
    'Это ещё не рассчитано: записи о начислении нет.',
  ),
  // conditions
  whyNotVerdictCondition: sentence(
    'It earned nothing, because a condition of {clause:text} is not met.',
    'Ничего не начислено: не выполнено условие {clause:text}.',
  ),
  whyNotVerdictExcluded: sentence(
    'It earned nothing, because {clause:text} leaves out {attribute:text} {value:text}.',
    'Ничего не начислено: {clause:text} не распространяется на {attribute:text} {value:text}.',
  ),
  whyNotVerdictOtherValue: sentence(
    'It earned nothing, because {clause:text} asks for another {attribute:text} than {value:text}.',
    'Ничего не начислено: {clause:text} требует другого значения {attribute:text}, здесь {value:text}.',
  ),
  whyNotVerdictThreshold: sentence(
    'It earned nothing by {clause:text}: the running total stood at {value:money}, {limit:money} are asked for, {missing:money} were missing.',
    'По {clause:text} ничего не начислено: накоплено {value:money}, нужно {limit:money}, не хватило {missing:money}.',
  ),
  whyNotVerdictTerm: sentence(
    'It earned nothing, because it came too late for {clause:text}: that ran until {until:date}, and this is of {on:date}.',
    'Ничего не начислено: для {clause:text} слишком поздно, срок был до {until:date}, а это от {on:date}.',
  ),
  whyNotVerdictDate: sentence(
    'It earned nothing, because of its day, {on:date}: {clause:text} goes by {limit:date}.',
    'Ничего не начислено из-за дня, {on:date}: {clause:text} определяет срок {limit:date}.',
  ),
  whyNotClause: sentence('{clause:text} pays nothing for it.', '{clause:text}: ничего не положено.'),
  whyNotOrElse: sentence('This would have been enough instead:', 'Вместо этого хватило бы:'),
  whyNotMissing: sentence('Missing.', 'Не хватает.'),
  whyNotCapReached: sentence(
    'The limit of {clause:text} was used up: {used:money} of {limit:money}.',
    'Предел {clause:text} исчерпан: {used:money} из {limit:money}.',
  ),
  whyNotRateZero: sentence(
    'The rate there is {rate:rate} ({clause:text}).',
    'Ставка здесь {rate:rate} ({clause:text}).',
  ),
  whyNotComesToNothing: sentence(
    '{clause:text} applies, and comes to nothing.',
    '{clause:text} действует, но сумма равна нулю.',
  ),
  whyNotEarned: sentence(
    'Earned {amount:money} {currency:text} by {clause:text}.',
    'Начислено {amount:money} {currency:text} по {clause:text}.',
  ),
  whyNotEarnedSeveral: sentence('It earned commission.', 'Комиссия начислена.'),
  whyNotNextTier: sentence(
    'The next step of {clause:text} was not reached: {at:money} {window:window}, it begins at {edge:money}, {missing:money} were missing.',
    'Следующая ступень {clause:text} не достигнута: {at:money} {window:window}, она начинается с {edge:money}, не хватило {missing:money}.',
  ),
} as const;
