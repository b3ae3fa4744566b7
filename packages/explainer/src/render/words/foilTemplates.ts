import { sentence } from '../sentence.ts';
import { foilLinesTemplates } from './foilLinesTemplates.ts';

/** Why somebody else's figure is not ours. */
export const foilTemplates = {
  ...foilLinesTemplates,
  foilTitlePayout: sentence('{partner:partner}, payout of {date:date}', '{partner:partner}, выплата от {date:date}'),
  foilTitleFigures: sentence(
    '{subject:text}  {partner:partner}: you expected {expected:money}, it is {booked:money}',
    '{subject:text}  {partner:partner}: вы ждали {expected:money}, получилось {booked:money}',
  ),
  // the answer
  foilSame: sentence(
    'Your figure, {expected:money}, is what was booked: there is no difference.',
    'Ваша сумма {expected:money} совпадает с учтённой: разницы нет.',
  ),
  foilByOne: sentence(
    'You: {expected:money}. We: {booked:money}. Difference: {difference:money}. How you came to it, we can only guess. One change gives your figure exactly.',
    'У вас: {expected:money}. У нас: {booked:money}. Разница: {difference:money}. Как вы её получили, мы можем только предполагать. Она точно получается одним изменением.',
  ),
  foilByTwo: sentence(
    'You: {expected:money}. We: {booked:money}. Difference: {difference:money}. How you came to it, we can only guess. Two changes together give your figure exactly.',
    'У вас: {expected:money}. У нас: {booked:money}. Разница: {difference:money}. Как вы её получили, мы можем только предполагать. Она точно получается двумя изменениями.',
  ),
  foilByThree: sentence(
    'You: {expected:money}. We: {booked:money}. Difference: {difference:money}. How you came to it, we can only guess. Three changes together give your figure exactly.',
    'У вас: {expected:money}. У нас: {booked:money}. Разница: {difference:money}. Как вы её получили, мы можем только предполагать. Она точно получается тремя изменениями.',
  ),
  foilNothingOver: sentence('Nothing is left over.', 'Разница объяснена полностью.'),
  foilManySingle: sentence(
    '{count:text} single changes give your figure; {shown:text} are shown, the most usual one first. Which one is yours, only you know.',
    'Одиночных изменений, дающих вашу сумму: {count:text}; показано: {shown:text}, сначала самое обычное. Какое из них ваше, знаете только вы.',
  ),
  foilMany: sentence(
    '{count:text} combinations of so few changes give your figure; {shown:text} are shown, the most usual one first. This may be chance.',
    'Сочетаний стольких же изменений, дающих вашу сумму: {count:text}; показано: {shown:text}, сначала самое обычное. Это может быть совпадением.',
  ),
  foilVeryMany: sentence(
    'At least {count:text} combinations of so few changes give your figure; {shown:text} are shown, the most usual one first. This may be chance.',
    'Сочетаний стольких же изменений, дающих вашу сумму, не меньше {count:text}; показано: {shown:text}, сначала самое обычное. Это может быть совпадением.',
  ),
  foilNone: sentence(
    'You: {expected:money}. We: {booked:money}. Difference: {difference:money}. Usual misreadings tried, alone, in twos and in threes: {tried:text}. None gives your figure.',
    'У вас: {expected:money}. У нас: {booked:money}. Разница: {difference:money}. Проверено обычных ошибок, по одной, по две и по три: {tried:text}. Ни одна не даёт вашей суммы.',
  ),
  foilNearest: sentence(
    'The nearest gives {nearest:money}; {rest:money} is left over and is not explained.',
    'Ближе всего {nearest:money}; остаётся {rest:money}, и это не объяснено.',
  ),
  foilNearestNone: sentence(
    'None comes nearer than what was booked, {nearest:money}; {rest:money} is not explained.',
    'Ничто не ближе учтённой суммы {nearest:money}; не объяснено {rest:money}.',
  ),
  foilLeftOver: sentence('Left over, not explained', 'Остаток, не объяснено'),
  foilAnother: sentence('Another explanation', 'Другое объяснение'),
  foilDispute: sentence(
    'If you dispute one line only, answer with its number, for example: dispute {number:text}',
    'Если вы не согласны только с одной строкой, ответьте с её номером, например: спор {number:text}',
  ),
  foilAlike: sentence('The same in several lines: {lines:text}', 'Одинаково в нескольких строках: {lines:text}'),
  foilToldBy: sentence(
    'recorded by {who:text}: happened {on:date}, known to us {known:date}',
    'кто записал: {who:text}; произошло {on:date}, нам известно с {known:date}',
  ),
  // one line
  foilDealForgotten: sentence('{line:text}: if it is not in your figure', '{line:text}: если этого нет в вашей сумме'),
  foilEntryForgotten: sentence('{line:text}: if it is not in your figure', '{line:text}: если этого нет в вашей сумме'),
  foilTrueUpForgotten: sentence(
    '{line:text}: if the later recalculation is not in your figure',
    '{line:text}: если последующего перерасчёта нет в вашей сумме',
  ),
  foilCorrectionForgotten: sentence(
    'if the correction {line:text} is not in your figure ({reason:text})',
    'если поправки {line:text} нет в вашей сумме ({reason:text})',
  ),
  foilRefundForgotten: sentence(
    '{line:text}: if the refund of {on:date} is not in your figure',
    '{line:text}: если возврата от {on:date} нет в вашей сумме',
  ),
  foilCancellationForgotten: sentence(
    '{line:text}: if it is not in your figure that the deal was called off on {on:date}',
    '{line:text}: если отмены сделки {on:date} нет в вашей сумме',
  ),
  foilRefundTwice: sentence(
    '{line:text}: if what was taken back on {on:date} is in your figure twice',
    '{line:text}: если снятие комиссии от {on:date} учтено у вас дважды',
  ),
  foilOneTier: sentence(
    '{line:text}: if you used {used:rate} for all of {whole:money}; {part:money} of it lies in the tier of {rate:rate} ({clause:text})',
    '{line:text}: если вы взяли {used:rate} со всей суммы {whole:money}; из неё {part:money} приходится на ступень {rate:rate} ({clause:text})',
  ),
  foilOtherRate: sentence(
    '{line:text}: if you used {used:rate} ({usedClause:text}); what applies is {rate:rate} ({clause:text})',
    '{line:text}: если вы взяли {used:rate} ({usedClause:text}); действует {rate:rate} ({clause:text})',
  ),
  foilOverrideAdded: sentence(
    '{line:text}: if you added {amount:money}, the {used:rate} of the partner above ({clause:text}); it is not yours',
    '{line:text}: если вы прибавили {amount:money}, то есть {used:rate} вышестоящего партнёра ({clause:text}); это не ваша доля',
  ),
  foilSlabByParts: sentence(
    '{line:text}: if you shared {own:money} out over the tiers; here the tier reached, {rate:rate}, counts for all of {whole:money} ({clause:text})',
    '{line:text}: если вы разложили {own:money} по ступеням; здесь достигнутая ступень {rate:rate} действует на всю сумму {whole:money} ({clause:text})',
  ),
  foilCatchUpForgotten: sentence(
    '{line:text}: if you used {rate:rate} for {own:money} only; it counts for all of {whole:money}, less what was paid on it before ({clause:text})',
    '{line:text}: если вы взяли {rate:rate} только с {own:money}; ставка действует на всю сумму {whole:money} за вычетом выплаченного ранее ({clause:text})',
  ),
  foilAlreadyForgotten: sentence(
    '{line:text}: if you counted all of {whole:money} anew; {already:money} had been earned on it before ({clause:text})',
    '{line:text}: если вы заново посчитали всю сумму {whole:money}; за неё уже было начислено {already:money} ({clause:text})',
  ),
  foilSplitIgnored: sentence(
    '{line:text}: if you used all of {whole:money}; your share is {share:rate}, which is {base:money}',
    '{line:text}: если вы взяли всю сумму {whole:money}; ваша доля {share:rate}, то есть {base:money}',
  ),
  foilPartsIgnored: sentence(
    '{line:text}: if you counted all of {whole:money}; it is paid in parts, and this part is {part:money} ({clause:text})',
    '{line:text}: если вы учли всю сумму {whole:money}; она выплачивается частями, и эта часть {part:money} ({clause:text})',
  ),
  foilCapIgnored: sentence(
    '{line:text}: if you counted {amount:money}; no more than {limit:money} is paid ({clause:text})',
    '{line:text}: если вы учли {amount:money}; выплачивается не больше {limit:money} ({clause:text})',
  ),
  foilFloorIgnored: sentence(
    '{line:text}: if you counted {amount:money}; no less than {limit:money} is paid ({clause:text})',
    '{line:text}: если вы учли {amount:money}; выплачивается не меньше {limit:money} ({clause:text})',
  ),
  foilBeforeDeductions: sentence(
    '{line:text}: if you left in what is taken off first ({names:text}): {amounts:list}',
    '{line:text}: если вы не вычли то, что вычитается сначала ({names:text}): {amounts:list}',
  ),
  foilRoundedOtherwise: sentence(
    '{line:text}: if you rounded {used:mode}; the plan rounds {mode:mode}',
    '{line:text}: если вы округлили {used:mode}; по плану округление {mode:mode}',
  ),
  foilRoundedOnce: sentence(
    'if you rounded once, at the end; every line is rounded by itself',
    'если вы округлили один раз, в конце; каждая строка округляется отдельно',
  ),
  foilOtherDay: sentence(
    '{line:text}: if you converted at {used:money}, told for {usedOn:date}; the rate of {on:date} applies, {rate:money}',
    '{line:text}: если вы пересчитали по курсу {used:money} за {usedOn:date}; действует курс за {on:date}: {rate:money}',
  ),
  foilConvertedLate: sentence(
    '{line:text}: if you converted at the end, from {exact:money}; the amount is converted first and rounded to {amount:money}',
    '{line:text}: если вы пересчитали валюту в конце, из {exact:money}; сумма пересчитывается сначала и округляется до {amount:money}',
  ),
  foilOtherVersion: sentence(
    '{line:text}: if you went by {used:text}; {applied:text} applies',
    '{line:text}: если вы считали по {used:text}; действует {applied:text}',
  ),
  // what is not in the payout
  foilNotYetPayable: sentence(
    '{line:text}: if you counted it in; it is payable from {on:date}, and this payout pays what was payable before {cutOff:date}',
    '{line:text}: если вы это учли; к выплате с {on:date}, а здесь выплачено то, что причиталось до {cutOff:date}',
  ),
  foilOtherPayout: sentence(
    '{line:text}: if you counted it in; it is in another payout, {payout:text}',
    '{line:text}: если вы это учли; это в другой выплате, {payout:text}',
  ),
  foilOnHold: sentence(
    '{line:text}: if you counted it in; it is in no payout, because it is on hold or not paid yet',
    '{line:text}: если вы это учли; этого нет ни в одной выплате: приостановлено или ещё не выплачено',
  ),
  // the terms of the payout
  foilTaxForgotten: sentence('if you did not take off the tax that is withheld', 'если вы не вычли удержанный налог'),
  foilVatForgotten: sentence('if you did not add the VAT', 'если вы не прибавили НДС'),
  foilFeesForgotten: sentence('if you did not take off the fees', 'если вы не вычли комиссии за выплату'),
  foilOtherStatus: sentence(
    'if you reckoned taxes for the status {used:text}; the one recorded is {status:text}',
    'если вы посчитали налоги для статуса {used:text}; записан статус {status:text}',
  ),
  foilDrawIgnored: sentence(
    'if you left out what was advanced, paid back or written off',
    'если вы не учли аванс, его возврат или списание',
  ),
  foilPayoutOtherDay: sentence(
    'if you converted at {used:money}, told for {usedOn:date}; the payout is converted at {rate:money}, told for {on:date}',
    'если вы пересчитали по курсу {used:money} за {usedOn:date}; выплата пересчитана по курсу {rate:money} за {on:date}',
  ),
} as const;
