import { sentence } from '../sentence.ts';

/** Which data an answer was made from. */
export const dataTemplates = {
  dataTitle: sentence(
    '{subject:text}  {partner:partner}: which data was used',
    '{subject:text}  {partner:partner}: какие данные использованы',
  ),
  dataTitleOfAll: sentence('{subject:text}: which data was used', '{subject:text}: какие данные использованы'),
  dataVerdict: sentence(
    'Used: {records:records} with {values:values}, {terms:terms} of the plan, {steps:steps} of calculation.',
    'Использовано: {records:records}, в них {values:values}; из плана: {terms:terms}; в расчёте: {steps:steps}.',
  ),
  dataNothingElse: sentence('Nothing else was used.', 'Больше ничего не использовано.'),
  dataMore: sentence(
    'Not opened here: {count:others}; ask for the data of each on its own.',
    'Здесь не раскрыто: {count:others}; о данных каждой спросите отдельно.',
  ),
  dataNobodyElse: sentence('They name no other partner.', 'Других партнёров в них нет.'),
  dataOthersNamed: sentence('Other partners that they name: {count:text}.', 'Других партнёров в них: {count:text}.'),
  // what happened
  dataRecords: sentence(
    'What was recorded: {records:records}, {values:values}.',
    'Что было записано: {records:records}, {values:values}.',
  ),
  dataOtherRecord: sentence('Record of the kind {type:text}.', 'Запись вида {type:text}.'),
  dataPlanRecord: sentence('Publication of the plan {plan:text}.', 'Публикация плана {plan:text}.'),
  dataProgramRecord: sentence('Opening of the program {program:text}.', 'Открытие программы {program:text}.'),
  dataClosedRecord: sentence('Close of the month {period:text}.', 'Закрытие месяца {period:text}.'),
  dataRateRecord: sentence(
    'Exchange rate of {from:text} in {to:text}, {date:date}.',
    'Курс {from:text} к {to:text}, {date:date}.',
  ),
  dataSource: sentence(
    'Source: {actor:text}; record {number:text} of {stream:text}.',
    'Источник: {actor:text}; запись {number:text} в {stream:text}.',
  ),
  dataClocks: sentence(
    'Happened on {on:date}, recorded on {recorded:date}, {time:text} ({zone:text}).',
    'Произошло {on:date}, записано {recorded:date}, {time:text} ({zone:text}).',
  ),
  dataMoney: sentence('{field:field}: {value:money} {currency:text}', '{field:field}: {value:money} {currency:text}'),
  dataRate: sentence('{field:field}: {value:rate}', '{field:field}: {value:rate}'),
  dataText: sentence('{field:field}: {value:text}', '{field:field}: {value:text}'),
  dataPartner: sentence('{field:field}: {value:partner}', '{field:field}: {value:partner}'),
  dataActor: sentence('{field:field}: {actor:text}', '{field:field}: {actor:text}'),
  dataLead: sentence('{field:field}: {lead:text}', '{field:field}: {lead:text}'),
  dataAlike: sentence('and {count:records} like it', 'и ещё {count:records} того же рода'),
  dataFields: sentence('used: {fields:text}', 'использовано: {fields:text}'),
  dataWhole: sentence('The record as a whole.', 'Запись целиком.'),
  // what was agreed
  dataTerms: sentence('What the plan says: {terms:terms}.', 'Что взято из плана: {terms:terms}.'),
  dataTermRate: sentence('rate: {value:rate}', 'ставка: {value:rate}'),
  dataTermEdge: sentence(
    'end of a tier: {value:money} {currency:text}',
    'граница ступени: {value:money} {currency:text}',
  ),
  dataTermMinimum: sentence(
    'least amount of a payout: {value:money} {currency:text}',
    'наименьшая выплата: {value:money} {currency:text}',
  ),
  dataTermMoney: sentence('amount: {value:money} {currency:text}', 'сумма: {value:money} {currency:text}'),
  dataTermText: sentence('{term:field}: {value:text}', '{term:field}: {value:text}'),
  // what was done with it
  dataSteps: sentence('What was calculated from it: {steps:steps}.', 'Что из этого рассчитано: {steps:steps}.'),
  dataElsewhere: sentence(
    'Each step, one by one: explain {subject:text}, at the depth proof.',
    'Каждый шаг по отдельности: explain {subject:text}, глубина proof.',
  ),
  dataAdded: sentence('added up: {count:times}', 'сложено: {count:times}'),
  dataSubtracted: sentence('subtracted: {count:times}', 'вычтено: {count:times}'),
  dataMultiplied: sentence('multiplied: {count:times}', 'умножено: {count:times}'),
  dataDivided: sentence('divided: {count:times}', 'поделено: {count:times}'),
  dataSmallest: sentence('the smaller one taken: {count:times}', 'взято меньшее: {count:times}'),
  dataLargest: sentence('the larger one taken: {count:times}', 'взято большее: {count:times}'),
  dataSplit: sentence('shared out: {count:times}', 'разделено на доли: {count:times}'),
  dataConverted: sentence(
    'converted into another currency: {count:times}',
    'пересчитано в другую валюту: {count:times}',
  ),
  dataTimeCounted: sentence('days or months counted: {count:times}', 'отсчитано дней или месяцев: {count:times}'),
  dataRounded: sentence('rounded: {count:times}', 'округлено: {count:times}'),
  dataCompared: sentence('compared: {count:times}', 'сравнено: {count:times}'),
  dataChosen: sentence('a rule chosen: {count:times}', 'выбрано правило: {count:times}'),
  dataAbsent: sentence('looked for and not found: {count:times}', 'искали и не нашли: {count:times}'),
  // whom else it concerns
  dataNamed: sentence('{partner:partner}', '{partner:partner}'),
} as const;
