import type { Locale } from '@commission-ledger/locale';

type Words = Readonly<Record<Locale, string>>;

/** What fields of records and plans are called; what is not here keeps the name that it has in the record. */
const fields: ReadonlyMap<string, Words> = new Map([
  ['amount', { en: 'amount', ru: 'сумма' }],
  ['attributes', { en: 'about the deal', ru: 'о сделке' }],
  ['occurredAt', { en: 'when it happened', ru: 'когда произошло' }],
  ['share', { en: 'share', ru: 'доля' }],
  ['partner', { en: 'partner', ru: 'партнёр' }],
  ['referrer', { en: 'brought by', ru: 'кто привёл' }],
  ['upline', { en: 'partner above', ru: 'вышестоящий партнёр' }],
  ['lead', { en: 'lead', ru: 'заявка' }],
  ['deal', { en: 'deal', ru: 'сделка' }],
  ['payment', { en: 'payment', ru: 'платёж' }],
  ['leadOn', { en: 'day of the lead', ru: 'день заявки' }],
  ['earnedOn', { en: 'earned on', ru: 'день начисления' }],
  ['maturesOn', { en: 'payable from', ru: 'к выплате с' }],
  ['cutOff', { en: 'pays what was payable before', ru: 'входит доступное до' }],
  ['date', { en: 'date', ru: 'дата' }],
  ['from', { en: 'from', ru: 'с' }],
  ['after', { en: 'counted after it', ru: 'накоплено после' }],
  ['before', { en: 'counted before it', ru: 'накоплено до' }],
  ['rate', { en: 'rate', ru: 'ставка' }],
  ['status', { en: 'tax status', ru: 'налоговый статус' }],
  ['quantity', { en: 'number', ru: 'количество' }],
  ['reason', { en: 'reason', ru: 'причина' }],
  ['author', { en: 'written by', ru: 'автор' }],
  ['approver', { en: 'approved by', ru: 'утвердил' }],
  ['minimum', { en: 'least payout', ru: 'наименьшая выплата' }],
  ['days', { en: 'days', ru: 'дней' }],
  ['months', { en: 'months', ru: 'месяцев' }],
]);

/** Lists whose places people count. */
const lists: ReadonlyMap<string, Words> = new Map([
  ['attribution', { en: 'credited', ru: 'засчитано' }],
  ['overlays', { en: 'credited beside', ru: 'засчитано сверх' }],
  ['lines', { en: 'line', ru: 'строка' }],
  ['counters', { en: 'counter', ru: 'счётчик' }],
  ['proposals', { en: 'payout', ru: 'выплата' }],
  ['rules', { en: 'rule', ru: 'правило' }],
  ['notIn', { en: 'none of', ru: 'ни одно из' }],
  ['in', { en: 'one of', ru: 'одно из' }],
]);

/**
 * The field that a JSON Pointer names, for people: `/lines/0/maturesOn` is `line 1, payable from`. Places in a list are
 * counted from 1; what belongs to no list that people count keeps its own names.
 */
export const fieldWords = (pointer: string, locale: Locale): string => {
  const parts = pointer.split('/').slice(1);
  const words: string[] = [];
  for (const [index, part] of parts.entries()) {
    const list = /^\d+$/.test(part) ? parts[index - 1] : undefined;
    if (list !== undefined) words.push(`${lists.get(list)?.[locale] ?? list} ${Number(part) + 1}`);
    else if (!/^\d+$/.test(parts[index + 1] ?? '')) words.push((fields.get(part) ?? lists.get(part))?.[locale] ?? part);
  }
  return words.join(', ');
};
