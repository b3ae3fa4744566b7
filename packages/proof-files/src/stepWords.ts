import type { NodeJson } from '@commission-ledger/calculation';
import type { Locale } from '@commission-ledger/locale';
import type { HelpingStep } from './worksheet.ts';

/** What a value is to people, by the name that its node has; a name without words of its own is shown as it is. */
export const wordsOfName = (name: string, locale: Locale): string => {
  const plain = name.startsWith('attribute:') ? name.slice('attribute:'.length) : name;
  return locale === 'en' ? plain.replaceAll('-', ' ') : (russian[plain] ?? plain.replaceAll('-', ' '));
};

/** What a step is that has no name. */
export const wordsOfKind: Readonly<Record<Locale, Readonly<Record<NodeJson['kind'], string>>>> = {
  en: {
    fact: 'told',
    param: 'number of the plan',
    op: 'step',
    round: 'rounded',
    guard: 'condition holds (1) or not (0)',
    choice: 'chosen',
    absent: 'nothing so far',
  },
  ru: {
    fact: 'сообщено',
    param: 'число плана',
    op: 'шаг',
    round: 'округлено',
    guard: 'условие выполнено (1) или нет (0)',
    choice: 'выбрано',
    absent: 'пока ничего',
  },
};

/** What a step is for that only helps another. */
export const wordsOfHelp: Readonly<Record<Locale, Readonly<Record<HelpingStep, string>>>> = {
  en: { subtotal: 'subtotal', part: 'intermediate', units: 'in the smallest units', constant: 'constant' },
  ru: { subtotal: 'промежуточная сумма', part: 'промежуточно', units: 'в наименьших единицах', constant: 'постоянная' },
};

/** The headings and the closing lines of a file. */
export type FileWords = Readonly<{
  columns: Readonly<
    Record<
      'number' | 'what' | 'how' | 'numerator' | 'denominator' | 'value' | 'stated' | 'agrees' | 'unit' | 'source',
      string
    >
  >;
  result: string;
  differing: string;
  yes: string;
  no: string;
  /** What the file is, and what it prints. */
  intro: (title: string) => string;
}>;

/** In each language. */
export const fileWords: Readonly<Record<Locale, FileWords>> = {
  en: {
    columns: {
      number: 'No.',
      what: 'What',
      how: 'How',
      numerator: 'Numerator',
      denominator: 'Denominator',
      value: 'Value',
      stated: 'Stated',
      agrees: 'Agrees',
      unit: 'Unit',
      source: 'Source',
    },
    result: 'Result',
    differing: 'Steps that differ',
    yes: 'yes',
    no: 'NO',
    intro: (title) =>
      `${title}: calculated again from its operands. Prints the amount in the smallest units of its currency, then how many steps differ from what was stated.`,
  },
  ru: {
    columns: {
      number: '№',
      what: 'Что',
      how: 'Как',
      numerator: 'Числитель',
      denominator: 'Знаменатель',
      value: 'Значение',
      stated: 'Заявлено',
      agrees: 'Сходится',
      unit: 'Единица',
      source: 'Источник',
    },
    result: 'Итог',
    differing: 'Шагов с расхождением',
    yes: 'да',
    no: 'НЕТ',
    intro: (title) =>
      `${title}: пересчёт из исходных чисел. Печатает сумму в наименьших единицах валюты, затем число шагов, которые расходятся с заявленными.`,
  },
};

const russian: Readonly<Record<string, string>> = {
  payment: 'платёж',
  deal: 'сделка',
  refund: 'возврат',
  refunded: 'возвращено',
  base: 'база',
  rate: 'ставка',
  fixed: 'твёрдая сумма',
  share: 'доля',
  'band-lower': 'нижняя граница',
  'band-upper': 'верхняя граница',
  slice: 'часть в полосе',
  'slice-commission': 'комиссия в полосе',
  'counter-before': 'счётчик до',
  'counter-after': 'счётчик после',
  'exact-commission': 'комиссия до округления',
  commission: 'комиссия',
  'condition-value': 'значение условия',
  'attribute-default': 'значение по умолчанию',
  'measure-limit': 'предел',
  nothing: 'ноль',
  parameter: 'параметр',
  quantity: 'количество',
  'unit-amount': 'сумма за единицу',
  months: 'месяцы',
  days: 'дни',
  flat: 'ровная часть',
  spread: 'разница ставок',
  width: 'ширина полосы',
  due: 'причитается',
  already: 'уже начислено',
  limit: 'предел',
  room: 'остаток до предела',
  excess: 'сверх предела',
  available: 'доступно',
  floor: 'нижний предел',
  'collected-before': 'собрано до',
  'collected-after': 'собрано после',
  'deal-due': 'причитается по сделке',
  installment: 'часть выплаты',
  accrual: 'начисление',
  reversal: 'снятие комиссии',
  'refunded-share': 'возвращённая доля',
  adjustment: 'поправка',
  was: 'было',
  'true-up': 'перерасчёт',
  term: 'срок',
  served: 'отработано',
  unserved: 'не отработано',
  'unserved-share': 'неотработанная доля',
  matured: 'созрело',
  balance: 'остаток',
  'carried-over': 'перенесено',
  minimum: 'минимум',
  payout: 'выплата',
  cap: 'потолок',
  draw: 'аванс',
  debt: 'долг',
  advanced: 'авансировано',
  recovered: 'зачтено',
  'recovery-share': 'доля зачёта',
  'write-off': 'списание',
  unclaimed: 'невостребовано',
  gross: 'до удержаний',
  fee: 'сбор',
  withheld: 'удержано',
  vat: 'НДС',
  net: 'к получению',
  'fx-rate': 'курс',
};
