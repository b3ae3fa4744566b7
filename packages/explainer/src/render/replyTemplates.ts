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
    'Checked again from {records:records} in {steps:steps}.',
    'Проверено заново: {records:records}, {steps:steps}.',
  ),
  searchedEntries: sentence(
    'Searched: entries {from:text} to {to:text} of the account {account:text}; known up to entry {watermark:text}.',
    'Проверено: записи {from:text}–{to:text} счёта {account:text}; известно до записи {watermark:text}.',
  ),
  searchedDeal: sentence(
    'Everything recorded of the deal {deal:text} was taken into account: {count:records}.',
    'Учтено всё, что записано по сделке {deal:text}: {count:records}.',
  ),
  searchedLead: sentence(
    'Everything recorded of the lead {lead:text} was taken into account: {count:records}.',
    'Учтено всё, что записано по заявке {lead:text}: {count:records}.',
  ),
  searchedPartner: sentence(
    'Everything recorded of {partner:partner} was taken into account: {count:records}.',
    'Учтено всё, что записано о партнёре {partner:partner}: {count:records}.',
  ),
  searchedAllEntries: sentence(
    'Everything recorded of the account {account:text} was taken into account: {count:records}.',
    'Учтено всё, что записано по счёту {account:text}: {count:records}.',
  ),
  dataChecked: sentence(
    'Every record and every term in this list was read again from the history.',
    'Каждая запись и каждое условие из этого списка прочитаны заново из истории.',
  ),
  checked: sentence(
    'Checked: every amount was calculated again from its records; nothing is left unexplained.',
    'Проверено: все суммы пересчитаны по записям, необъяснённого нет.',
  ),
  checkedRecords: sentence(
    'Checked against the records it rests on: {records:text}.',
    'Проверено по записям, на которых основан ответ: {records:text}.',
  ),
  restsOn: sentence('Checked against {records:records}.', 'Проверено: {records:records}.'),
} as const;
