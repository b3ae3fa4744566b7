import { sentence } from '../sentence.ts';

/** Where somebody's list differs from our lines. */
export const foilLinesTemplates = {
  foilLinesTotals: sentence(
    'Your lines: {theirs:money}. Ours: {ours:money}. Difference: {difference:money}.',
    'Ваши строки: {theirs:money}. Наши: {ours:money}. Разница: {difference:money}.',
  ),
  foilLinesCounts: sentence(
    'The same: {same:text}. With another amount: {different:text}. Only in your list: {here:text}. Only with us: {there:text}.',
    'Совпадает: {same:text}. С другой суммой: {different:text}. Только в вашем списке: {here:text}. Только у нас: {there:text}.',
  ),
  foilLinesAllSame: sentence('Every line is the same.', 'Все строки совпадают.'),
  foilLinesDifferent: sentence(
    '{line:text}: you have {theirs:money}, we have {ours:money}',
    '{line:text}: у вас {theirs:money}, у нас {ours:money}',
  ),
  foilLinesMissingHere: sentence('{line:text}: only in your list', '{line:text}: только в вашем списке'),
  foilLinesMissingThere: sentence('{line:text}: not in your list', '{line:text}: нет в вашем списке'),
  foilLinesSame: sentence('the same: {count:lines}', 'совпадает: {count:lines}'),
  foilLinesSameAs: sentence(
    'it stands for the same as your line {other:text}, where it was compared',
    'это то же, что и ваша строка {other:text}: сравнение сделано там',
  ),
  foilLinesAskWhyNot: sentence(
    'ask about it by itself: why-not {line:text}',
    'спросите о ней отдельно: why-not {line:text}',
  ),
  foilLinesNothingOfYours: sentence(
    'Nothing of yours is recorded under {line:text}: neither a deal, nor a lead, nor a payment.',
    'По ключу {line:text} у вас ничего не записано: ни сделки, ни заявки, ни платежа.',
  ),
  foilLinesArrives: sentence(
    'with taxes, fees and advances, which are no lines here, the payout comes to {net:money}',
    'с налогами, комиссиями и авансами, которых здесь нет, выплата составляет {net:money}',
  ),
} as const;
