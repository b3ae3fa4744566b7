import { sentence } from './sentence.ts';

/** What is said about the rows of an answer, whatever was asked. */
export const replyTemplates = {
  gatePassed: sentence('passed', 'выполнено'),
  gateFailed: sentence('failed', 'не выполнено'),
  gateOpen: sentence('not known yet', 'пока неизвестно'),
  gateNotReached: sentence('not looked at', 'не проверялось'),
  proofElsewhere: sentence('proved on its own: {proof:text}', 'отдельное доказательство: {proof:text}'),
  searchedThere: sentence(
    'Searched: {source:text}, from {from:date} to {to:date}; known up to {watermark:date}.',
    'Проверено: {source:text}, с {from:date} по {to:date}; известно по {watermark:date}.',
  ),
  searchedAll: sentence(
    'Searched: {source:text}; known up to {watermark:date}.',
    'Проверено: {source:text}; известно по {watermark:date}.',
  ),
  searchedNothing: sentence(
    'Searched: {source:text}; nothing is recorded there.',
    'Проверено: {source:text}; записей там нет.',
  ),
  recomputed: sentence(
    'Recomputed: {steps:steps}. It rests on {records:records}.',
    'Пересчитано: {steps:steps}. В основе: {records:records}.',
  ),
  searchedEntries: sentence(
    'Searched: entries {from:text} to {to:text} of the account {account:text}; known up to entry {watermark:text}.',
    'Проверено: записи {from:text}–{to:text} счёта {account:text}; известно до записи {watermark:text}.',
  ),
  checked: sentence(
    'Checked: every amount was calculated again from its records; nothing is left unexplained.',
    'Проверено: все суммы пересчитаны по записям, необъяснённого нет.',
  ),
  checkedRecords: sentence(
    'Checked against the records it rests on: {records:text}.',
    'Проверено по записям, на которых основан ответ: {records:text}.',
  ),
  restsOn: sentence('It rests on {records:records}.', 'В основе: {records:records}.'),
} as const;
