import type { ChangeLanguage } from './changeWords.ts';

type Words = Readonly<Record<ChangeLanguage, string>>;

const payment: Words = { en: 'a payment', ru: 'платёж' };
const win: Words = { en: 'the win of the deal', ru: 'выигрыш сделки' };
const months: Words = { en: 'whole months', ru: 'полные месяцы' };
const days: Words = { en: 'days', ru: 'дни' };
const keep: Words = { en: 'refunds change nothing', ru: 'возвраты ничего не меняют' };
const lower: Words = { en: 'refunds lower it', ru: 'возвраты уменьшают' };

/** The choices that the language offers, by field, as people call them. */
const choices: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  mode: {
    'half-even': { en: 'half to the even digit', ru: 'половина — до чётной цифры' },
    'half-up': { en: 'half up, away from zero', ru: 'половина — от нуля' },
    down: { en: 'towards zero', ru: 'к нулю' },
    up: { en: 'away from zero', ru: 'от нуля' },
  },
  beneficiary: {
    referrer: { en: 'the partner who brought the deal', ru: 'партнёр, который привёл сделку' },
    upline: { en: 'the partner directly above', ru: 'вышестоящий партнёр' },
  },
  earnedOn: { win, payment: { en: 'each payment', ru: 'каждый платёж' } },
  on: { win, payment },
  selectedBy: {
    lead: { en: 'the lead', ru: 'заявка' },
    win,
    payment: { en: 'the payment', ru: 'платёж' },
  },
  since: {
    lead: { en: 'the lead', ru: 'заявка' },
    win,
    'first-payment': { en: 'the first payment', ru: 'первый платёж' },
  },
  elapsed: { months, days },
  by: { months, days },
  of: {
    payment: { en: 'the payment', ru: 'платежа' },
    deal: { en: 'the amount of the deal', ru: 'суммы сделки' },
    count: { en: 'the number of causes', ru: 'числа событий' },
    referrer: { en: 'the partner who brought the deal', ru: 'партнёра, который привёл сделку' },
    upline: { en: 'the partner directly above', ru: 'вышестоящего партнёра' },
  },
  measure: {
    payment: { en: 'payments', ru: 'платежи' },
    deal: { en: 'amounts of deals', ru: 'суммы сделок' },
    count: { en: 'the number of causes', ru: 'число событий' },
  },
  window: {
    day: { en: 'each day', ru: 'каждый день' },
    week: { en: 'each week', ru: 'каждая неделя' },
    month: { en: 'each calendar month', ru: 'каждый календарный месяц' },
    quarter: { en: 'each calendar quarter', ru: 'каждый календарный квартал' },
    year: { en: 'each calendar year', ru: 'каждый календарный год' },
    ever: { en: 'all time', ru: 'всё время' },
  },
  per: { deal: { en: 'deal', ru: 'сделку' } },
  at: {
    before: { en: 'before the cause', ru: 'до события' },
    after: { en: 'with the cause', ru: 'с учётом события' },
    previous: { en: 'in the previous window', ru: 'за предыдущий период' },
    'each-earlier': { en: 'in each earlier window of the year', ru: 'в каждом предыдущем периоде года' },
  },
  existingPartners: {
    move: { en: 'move to this version', ru: 'переходят на эту версию' },
    stay: { en: 'stay under the version before', ru: 'остаются на прежней версии' },
  },
  sharing: {
    base: { en: 'the amount a commission is calculated on', ru: 'сумма, с которой считается вознаграждение' },
    commission: { en: 'the commission', ru: 'само вознаграждение' },
  },
  from: {
    cause: { en: 'the day it was earned', ru: 'дня начисления' },
    'end-of-month': { en: 'the end of the month in which it was earned', ru: 'конца месяца начисления' },
  },
  convention: {
    none: { en: 'paid all the same', ru: 'выплата в тот же день' },
    following: { en: 'the next business day', ru: 'следующий рабочий день' },
    'modified-following': {
      en: 'the next business day, or the one before where that is in another month',
      ru: 'следующий рабочий день, а если он в другом месяце — предыдущий',
    },
    preceding: { en: 'the business day before', ru: 'предыдущий рабочий день' },
  },
  cutOff: { 'start-of-month': { en: 'the first day of the month', ru: 'первое число месяца' } },
  negative: {
    carry: { en: 'carried to the next payouts', ru: 'переносится на следующие выплаты' },
    'write-off': { en: 'written off', ru: 'списывается' },
  },
  kind: {
    recoverable: { en: 'owed back', ru: 'возвратная' },
    'non-recoverable': { en: 'not owed back', ru: 'безвозвратная' },
    forgiven: { en: 'owed back until it ends, then written off', ru: 'возвратная до её конца, остаток списывается' },
  },
  bornBy: { partner: { en: 'the partner', ru: 'партнёр' }, program: { en: 'the program', ru: 'программа' } },
  refunds: {
    'refunded-share': { en: 'the refunded share is taken back', ru: 'взыскивается возвращённая доля' },
    'true-up': {
      en: 'the refunded share is taken back and the period calculated anew',
      ru: 'взыскивается возвращённая доля, период пересчитывается',
    },
    keep,
    lower,
    whole: {
      en: 'the cause is taken out when all of it is refunded',
      ru: 'событие вычитается, когда возвращено всё',
    },
  },
  counters: {
    keep: { en: 'stay as they are', ru: 'не меняются' },
    lower: { en: 'are lowered', ru: 'уменьшаются' },
  },
  takeBack: {
    unserved: { en: 'the share of the term not served', ru: 'неотработанная доля срока' },
    all: { en: 'everything', ru: 'всё' },
  },
  model: {
    'first-touch': { en: 'the first touch', ru: 'первое касание' },
    'last-touch': { en: 'the last touch', ru: 'последнее касание' },
    'first-registration': { en: 'the first registration', ru: 'первая регистрация' },
  },
  weekday: {
    monday: { en: 'Monday', ru: 'понедельник' },
    tuesday: { en: 'Tuesday', ru: 'вторник' },
    wednesday: { en: 'Wednesday', ru: 'среда' },
    thursday: { en: 'Thursday', ru: 'четверг' },
    friday: { en: 'Friday', ru: 'пятница' },
    saturday: { en: 'Saturday', ru: 'суббота' },
    sunday: { en: 'Sunday', ru: 'воскресенье' },
  },
};

const beneficiaries: ReadonlySet<string> = new Set(['beneficiary', 'of']);

/** A choice in words; nothing for a name or number that the plan itself gave. */
export const wordsOfChoice = (written: string, field: string, language: ChangeLanguage): string | undefined => {
  if (beneficiaries.has(field)) {
    const level = /^upline-(\d+)$/.exec(written)?.[1];
    if (level !== undefined)
      return language === 'en' ? `the partner ${level} levels above` : `партнёр на ${level} уровня выше`;
    const role = /^overlay-(.+)$/.exec(written)?.[1];
    if (role !== undefined) return language === 'en' ? `the partner credited as ${role}` : `партнёр в роли ${role}`;
  }
  const of = Object.hasOwn(choices, field) ? choices[field] : undefined;
  return of !== undefined && Object.hasOwn(of, written) ? of[written]?.[language] : undefined;
};

const written = {
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  ru: new Intl.DateTimeFormat('ru-RU', { day: 'numeric', month: 'long', timeZone: 'UTC' }),
};

/** A date in words; nothing for what is no date. */
export const wordsOfDay = (date: string, language: ChangeLanguage): string | undefined => {
  const day = new Date(`${date}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(day.getTime())) return undefined;
  return language === 'en' ? written.en.format(day) : `${written.ru.format(day)} ${date.slice(0, 4)}`;
};
