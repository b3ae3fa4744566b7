import canonicalize from 'canonicalize';
import { bandWords, changeWords, type ChangeLanguage } from './changeWords.ts';
import type { PlaceName, PlanChange } from './diffPlans.ts';
import { wordsOfChoice } from './choiceWords.ts';
import { wordsOfField, wordsOfLimited, wordsOfValue } from './valueWords.ts';

/**
 * A change as one line for the owner of a program: `§3.1 Tiered commission: band up to 50,000.00: rate 5 % → 6 %`.
 * What has no words of its own is told by its field, old → new.
 */
export const describePlanChange = (change: PlanChange, language: ChangeLanguage): string => {
  const { clause, place, path } = change;
  const word = (name: keyof typeof changeWords): string => changeWords[name][language];
  if (clause !== undefined && place.length === 0 && change.change !== 'changed') {
    const happened = change.change === 'added' ? word('clauseAdded') : word('clauseRemoved');
    return `${word('clause')} ${clause.clause} ${happened}: ${clause.title[language] ?? clause.title.en}`;
  }
  const subject = clause === undefined ? [] : [`§${clause.clause} ${clause.title[language] ?? clause.title.en}`];
  const where = place
    .filter((name, index) => index === place.length - 1 || !('field' in name && silent.has(name.field)))
    .map((name) => wordsOfPlace(name, language));
  const ofBand = bandChange(change, language);
  if (ofBand !== undefined) return [...subject, ...where.slice(0, ofBand.places), ofBand.words].join(': ');
  const label = [...subject, ...(isLimit(place) ? where.slice(0, -1) : where)].join(': ') || path;
  const last = place.at(-1);
  // What a name stands for is no list of names itself.
  const field = last !== undefined && 'field' in last && !('id' in last) ? last.field : '';
  const value = (json: unknown): string => wordsOfValue(json, field, language);
  const wrapped = wrapping(change, language);
  if (wrapped !== undefined) return [...subject, ...where.slice(0, -1), wrapped].join(': ');
  switch (change.change) {
    case 'added':
      return `${label}: ${word('added')}: ${value(change.to)}${unitOf(change, field)}`;
    case 'removed':
      return `${label}: ${word('removed')}: ${value(change.from)}${unitOf(change, field)}`;
    case 'reordered':
      return `${label}: ${word('reordered')}: ${value(change.from)} → ${value(change.to)}`;
    case 'changed':
      return `${label}${isChoice(change, field) ? ':' : ''} ${value(change.from)} → ${value(change.to)}${unitOf(change, field)}`;
  }
};

/** The limit of a cap or a floor is the cap or the floor. */
const isLimit = (place: PlanChange['place']): boolean => {
  const [outer, last] = place.slice(-2);
  if (outer === undefined || last === undefined || !('field' in outer) || !('field' in last)) return false;
  return last.field === 'at' && (outer.field === 'cap' || outer.field === 'floor');
};

/** Choices are phrases: they do not follow the name of their field without a stop. */
const isChoice = ({ from }: PlanChange, field: string): boolean =>
  typeof from === 'string' && wordsOfChoice(from, field, 'en') !== undefined;

/** A band that is there or not, or that ends elsewhere, as a sentence after `places` of those before it. */
const bandChange = (
  { change, place, from, to }: PlanChange,
  language: ChangeLanguage,
): Readonly<{ places: number; words: string }> | undefined => {
  const [before, last] = place.slice(-2);
  const silentPlaces = (until: number): number =>
    place.slice(0, until).filter((name) => !('field' in name && silent.has(name.field))).length;
  if (last !== undefined && 'band' in last && (change === 'added' || change === 'removed')) {
    const name = wordsOfBand(last, language);
    const pays = wordsOfValue(withoutEdges(change === 'added' ? to : from), '', language);
    const words =
      change === 'added'
        ? `${bandWords.added[language]} ${name}: ${pays}`
        : `${name} ${bandWords.removed[language]}: ${pays}`;
    return { places: silentPlaces(place.length - 1), words };
  }
  if (before === undefined || !('band' in before) || last === undefined || !('field' in last)) return undefined;
  if (last.field !== 'upTo' && last.field !== 'below') return undefined;
  const removed = last.field === 'upTo' ? bandWords.noUpTo : bandWords.noBelow;
  const happened = change === 'removed' ? removed[language] : bandWords[last.field][language];
  const edge = wordsOfValue(change === 'removed' ? from : to, 'upTo', language);
  return { places: silentPlaces(place.length - 2), words: `${wordsOfBand(before, language)} ${happened} ${edge}` };
};

/** The edges stand in the name of the band. */
const withoutEdges = (band: unknown): unknown => {
  if (typeof band !== 'object' || band === null) return band;
  return Object.fromEntries(Object.entries(band).filter(([key]) => key !== 'upTo' && key !== 'below'));
};

/** The same way to pay, with a limit around it or without the one it had: only the limit is told. */
const wrapping = ({ change, from, to }: PlanChange, language: ChangeLanguage): string | undefined => {
  if (change !== 'changed') return undefined;
  const told = (outer: unknown, inner: unknown, happened: string): string | undefined => {
    if (typeof outer !== 'object' || outer === null) return undefined;
    const [[form, limited] = [], ...others] = Object.entries(outer);
    if ((form !== 'cap' && form !== 'floor') || others.length > 0 || !hasPay(limited)) return undefined;
    const { pay, ...limit } = limited;
    if (canonicalize(pay) !== canonicalize(inner)) return undefined;
    return `${wordsOfField(form, language)} ${happened}: ${wordsOfLimited(limit, language)}`;
  };
  return told(to, from, changeWords.clauseAdded[language]) ?? told(from, to, changeWords.clauseRemoved[language]);
};

const hasPay = (json: unknown): json is Readonly<{ pay: unknown }> =>
  typeof json === 'object' && json !== null && 'pay' in json;

/** Fields that only hold others together say nothing, unless they are what was changed. */
const silent: ReadonlySet<string> = new Set(['pay', 'payout', 'percent', 'marginal', 'slab', 'lookup']);

const wordsOfPlace = (name: PlaceName, language: ChangeLanguage): string => {
  if ('band' in name) return wordsOfBand(name, language);
  const words = wordsOfField(name.field, language);
  if ('id' in name) return `${words} ${name.id}`;
  // What has no name is the choice for all of them.
  if (name.field === 'counters') return changeWords.counters[language];
  return 'item' in name ? `${words} ${name.item}` : words;
};

const wordsOfBand = ({ band, before }: Extract<PlaceName, { band: unknown }>, language: ChangeLanguage): string => {
  const { band: noun, upTo, below, above, from, only } = changeWords;
  const edge = (words: Readonly<Record<ChangeLanguage, string>>, point: unknown): string =>
    `${noun[language]} ${words[language]} ${wordsOfValue(point, 'upTo', language)}`;
  if (band['upTo'] !== undefined) return edge(upTo, band['upTo']);
  if (band['below'] !== undefined) return edge(below, band['below']);
  if (before['upTo'] !== undefined) return edge(above, before['upTo']);
  return before['below'] === undefined ? only[language] : edge(from, before['below']);
};

const amounts: ReadonlySet<string> = new Set(['minimum', 'fixed', 'each', 'flat', 'spread', 'waivedFrom', 'amount']);

/** The currency stands once, behind the new amount. */
const unitOf = ({ from, to, currency }: PlanChange, field: string): string => {
  const shown = to ?? from;
  return amounts.has(field) && typeof shown === 'string' && /^\d/.test(shown) ? ` ${currency}` : '';
};
