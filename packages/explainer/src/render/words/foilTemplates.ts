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
    'You: {expected:money}. We: {booked:money}. Difference: {difference:money}. One change reproduces your figure exactly.',
    'У вас: {expected:money}. У нас: {booked:money}. Разница: {difference:money}. Ваша сумма точно получается одним изменением.',
  ),
  foilByTwo: sentence(
    'You: {expected:money}. We: {booked:money}. Difference: {difference:money}. Two changes reproduce your figure exactly.',
    'У вас: {expected:money}. У нас: {booked:money}. Разница: {difference:money}. Ваша сумма точно получается двумя изменениями.',
  ),
  foilByThree: sentence(
    'You: {expected:money}. We: {booked:money}. Difference: {difference:money}. Three changes reproduce your figure exactly.',
    'У вас: {expected:money}. У нас: {booked:money}. Разница: {difference:money}. Ваша сумма точно получается тремя изменениями.',
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
  foilDealForgotten: sentence('{line:text}: not in your figure', '{line:text}: нет в вашей сумме'),
  foilEntryForgotten: sentence('{line:text}: not in your figure', '{line:text}: нет в вашей сумме'),
  foilTrueUpForgotten: sentence(
    '{line:text}: the later recalculation is not in your figure',
    '{line:text}: последующего перерасчёта нет в вашей сумме',
  ),
  foilCorrectionForgotten: sentence(
    'the correction {line:text} is not in your figure ({reason:text})',
    'поправки {line:text} нет в вашей сумме ({reason:text})',
  ),
  foilRefundForgotten: sentence(
    '{line:text}: the refund of {on:date} is not in your figure',
    '{line:text}: возврата от {on:date} нет в вашей сумме',
  ),
  foilCancellationForgotten: sentence(
    '{line:text}: that the deal was called off on {on:date} is not in your figure',
    '{line:text}: отмены сделки {on:date} нет в вашей сумме',
  ),
  foilRefundTwice: sentence(
    '{line:text}: what was taken back on {on:date} is in your figure twice',
    '{line:text}: снятие комиссии от {on:date} учтено у вас дважды',
  ),
  foilOneTier: sentence(
    '{line:text}: you used {used:rate} for all of {whole:money}; {part:money} of it lies in the tier of {rate:rate} ({clause:text})',
    '{line:text}: вы взяли {used:rate} со всей суммы {whole:money}; из неё {part:money} приходится на ступень {rate:rate} ({clause:text})',
  ),
  foilOtherRate: sentence(
    '{line:text}: you used {used:rate} ({usedClause:text}); what applies is {rate:rate} ({clause:text})',
    '{line:text}: вы взяли {used:rate} ({usedClause:text}); действует {rate:rate} ({clause:text})',
  ),
  foilOverrideAdded: sentence(
    '{line:text}: you added {amount:money}, the {used:rate} of the partner above ({clause:text}); it is not yours',
    '{line:text}: вы прибавили {amount:money}, то есть {used:rate} вышестоящего партнёра ({clause:text}); это не ваша доля',
  ),
  foilSlabByParts: sentence(
    '{line:text}: you shared {own:money} out over the tiers; here the tier reached, {rate:rate}, counts for all of {whole:money} ({clause:text})',
    '{line:text}: вы разложили {own:money} по ступеням; здесь достигнутая ступень {rate:rate} действует на всю сумму {whole:money} ({clause:text})',
  ),
  foilCatchUpForgotten: sentence(
    '{line:text}: you used {rate:rate} for {own:money} only; it counts for all of {whole:money}, less what was paid on it before ({clause:text})',
    '{line:text}: вы взяли {rate:rate} только с {own:money}; ставка действует на всю сумму {whole:money} за вычетом выплаченного ранее ({clause:text})',
  ),
  foilAlreadyForgotten: sentence(
    '{line:text}: you counted all of {whole:money} anew; {already:money} had been earned on it before ({clause:text})',
    '{line:text}: вы заново посчитали всю сумму {whole:money}; за неё уже было начислено {already:money} ({clause:text})',
  ),
  foilSplitIgnored: sentence(
    '{line:text}: you used all of {whole:money}; your share is {share:rate}, which is {base:money}',
    '{line:text}: вы взяли всю сумму {whole:money}; ваша доля {share:rate}, то есть {base:money}',
  ),
  foilPartsIgnored: sentence(
    '{line:text}: you counted all of {whole:money}; it is paid in parts, and this part is {part:money} ({clause:text})',
    '{line:text}: вы учли всю сумму {whole:money}; она выплачивается частями, и эта часть {part:money} ({clause:text})',
  ),
  foilCapIgnored: sentence(
    '{line:text}: you counted {amount:money}; no more than {limit:money} is paid ({clause:text})',
    '{line:text}: вы учли {amount:money}; выплачивается не больше {limit:money} ({clause:text})',
  ),
  foilFloorIgnored: sentence(
    '{line:text}: you counted {amount:money}; no less than {limit:money} is paid ({clause:text})',
    '{line:text}: вы учли {amount:money}; выплачивается не меньше {limit:money} ({clause:text})',
  ),
  foilBeforeDeductions: sentence(
    '{line:text}: you left in what is taken off first ({names:text}): {amounts:list}',
    '{line:text}: вы не вычли то, что вычитается сначала ({names:text}): {amounts:list}',
  ),
  foilRoundedOtherwise: sentence(
    '{line:text}: you rounded {used:mode}; the plan rounds {mode:mode}',
    '{line:text}: вы округлили {used:mode}; по плану округление {mode:mode}',
  ),
  foilRoundedOnce: sentence(
    'you rounded once, at the end; every line is rounded by itself',
    'вы округлили один раз, в конце; каждая строка округляется отдельно',
  ),
  foilOtherDay: sentence(
    '{line:text}: you converted at {used:money}, told for {usedOn:date}; the rate of {on:date} applies, {rate:money}',
    '{line:text}: вы пересчитали по курсу {used:money} за {usedOn:date}; действует курс за {on:date}: {rate:money}',
  ),
  foilConvertedLate: sentence(
    '{line:text}: you converted at the end, from {exact:money}; the amount is converted first and rounded to {amount:money}',
    '{line:text}: вы пересчитали валюту в конце, из {exact:money}; сумма пересчитывается сначала и округляется до {amount:money}',
  ),
  foilOtherVersion: sentence(
    '{line:text}: you went by {used:text}; {applied:text} applies',
    '{line:text}: вы считали по {used:text}; действует {applied:text}',
  ),
  // what is not in the payout
  foilNotYetPayable: sentence(
    '{line:text}: you counted it in; it is payable from {on:date}, and this payout pays what was payable before {cutOff:date}',
    '{line:text}: вы это учли; к выплате с {on:date}, а здесь выплачено то, что причиталось до {cutOff:date}',
  ),
  foilOtherPayout: sentence(
    '{line:text}: you counted it in; it is in another payout, {payout:text}',
    '{line:text}: вы это учли; это в другой выплате, {payout:text}',
  ),
  foilOnHold: sentence(
    '{line:text}: you counted it in; it is in no payout, because it is on hold or not paid yet',
    '{line:text}: вы это учли; этого нет ни в одной выплате: приостановлено или ещё не выплачено',
  ),
  // the terms of the payout
  foilTaxForgotten: sentence('you did not take off the tax that is withheld', 'вы не вычли удержанный налог'),
  foilVatForgotten: sentence('you did not add the VAT', 'вы не прибавили НДС'),
  foilFeesForgotten: sentence('you did not take off the fees', 'вы не вычли комиссии за выплату'),
  foilOtherStatus: sentence(
    'you reckoned taxes for the status {used:text}; the one recorded is {status:text}',
    'вы посчитали налоги для статуса {used:text}; записан статус {status:text}',
  ),
  foilDrawIgnored: sentence(
    'you left out what was advanced, paid back or written off',
    'вы не учли аванс, его возврат или списание',
  ),
  foilPayoutOtherDay: sentence(
    'you converted at {used:money}, told for {usedOn:date}; the payout is converted at {rate:money}, told for {on:date}',
    'вы пересчитали по курсу {used:money} за {usedOn:date}; выплата пересчитана по курсу {rate:money} за {on:date}',
  ),
} as const;
