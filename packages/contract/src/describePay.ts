import type { Band, Pay } from '@commission-ledger/plans';
import { describeCondition } from './describeCondition.ts';
import type { Glossary } from './glossary.ts';
import type { Edge, Language } from './language.ts';
import type { Block, Item } from './markdown.ts';

/** How much a clause pays, as a sentence, with a table where there are bands and a list where it is put together. */
export const describePay = (pay: Pay, language: Language, glossary: Glossary): readonly Block[] => {
  const { text, below } = itemOf(pay, language, glossary);
  const bands = bandsOf(pay, glossary);
  if (bands === undefined) return [{ paragraph: text }, ...(below.length === 0 ? [] : [{ list: below }])];
  const rows = bandRows(bands, language, glossary);
  return [{ paragraph: text }, { table: { head: [language.columns.band, language.columns.pays], rows } }];
};

type Bands = Readonly<{ bands: readonly Band[]; alongMoney: boolean; once: boolean }>;

const bandsOf = (pay: Pay, glossary: Glossary): Bands | undefined => {
  if ('marginal' in pay) {
    return { bands: pay.marginal.bands, alongMoney: glossary.isMoney(pay.marginal.of), once: true };
  }
  if ('slab' in pay) return { bands: pay.slab.bands, alongMoney: glossary.countsMoney(pay.slab.counter), once: false };
  if (!('lookup' in pay)) return undefined;
  const { by, bands } = pay.lookup;
  const alongMoney = 'counter' in by ? glossary.countsMoney(by.counter) : glossary.isMoney(by.measure);
  return { bands, alongMoney, once: false };
};

const bandRows = ({ bands, alongMoney, once }: Bands, language: Language, glossary: Glossary) =>
  bands.map((band, index): readonly string[] => {
    const below = bands[index - 1];
    const lower = below && edgeOf(below, alongMoney, glossary);
    const upper = edgeOf(band, alongMoney, glossary);
    // What the band below has, this one has not.
    const from = lower && { ...lower, included: !lower.included };
    return [language.band(from, upper), paysOf(band, once, language, glossary)];
  });

const edgeOf = ({ upTo, below }: Band, alongMoney: boolean, glossary: Glossary): Edge | undefined => {
  if (upTo !== undefined) return { at: glossary.point(upTo, alongMoney), included: true };
  return below === undefined ? undefined : { at: glossary.point(below, alongMoney), included: false };
};

const paysOf = ({ rate, each, flat, spread }: Band, once: boolean, language: Language, glossary: Glossary): string =>
  language.and([
    ...(rate === undefined ? [] : [language.bandRate(glossary.rate(rate))]),
    ...(each === undefined ? [] : [language.bandEach(glossary.term(each))]),
    ...(flat === undefined ? [] : [language.bandFlat(glossary.term(flat), once)]),
    ...(spread === undefined ? [] : [language.bandSpread(glossary.term(spread))]),
  ]);

const itemOf = (pay: Pay, language: Language, glossary: Glossary): Item => {
  const inner = (parts: readonly Pay[]): readonly Item[] => parts.map((part) => nested(part, language, glossary));
  if ('fixed' in pay) return leaf(language.fixed(glossary.term(pay.fixed)));
  if ('each' in pay) return leaf(language.each(glossary.term(pay.each), glossary.measureOf(pay.of)));
  if ('percent' in pay)
    return leaf(language.percent(glossary.rate(pay.percent.rate), glossary.measureOf(pay.percent.of)));
  if ('marginal' in pay) {
    const { of, counter } = pay.marginal;
    return leaf(language.marginal(glossary.measureOf(of), counter && glossary.counter(counter)));
  }
  if ('slab' in pay) {
    const { counter, total } = pay.slab;
    return leaf(language.slab(glossary.counter(counter), glossary.counter(total ?? counter)));
  }
  if ('lookup' in pay) {
    const { of, by } = pay.lookup;
    const position =
      'counter' in by ? language.counterAt(glossary.counter(by.counter), by.at) : glossary.measure(by.measure);
    return leaf(language.lookup(glossary.measureOf(of), position));
  }
  if ('sum' in pay) return { text: language.sum, below: inner(pay.sum) };
  if ('least' in pay) return { text: language.least, below: inner(pay.least) };
  if ('greatest' in pay) return { text: language.greatest, below: inner(pay.greatest) };
  if ('cap' in pay) {
    const { at, counter, carry } = pay.cap;
    const along = counter === undefined ? undefined : glossary.limited(counter);
    const text = language.cap(glossary.term(at), along, carry !== undefined);
    return { text, below: inner([pay.cap.pay]) };
  }
  if ('floor' in pay) {
    const { at, counter } = pay.floor;
    const along = counter === undefined ? undefined : glossary.limited(counter);
    return { text: language.floor(glossary.term(at), along), below: inner([pay.floor.pay]) };
  }
  if ('collected' in pay) return { text: language.collected, below: inner([pay.collected.pay]) };
  return { text: language.first, below: pay.first.map((entry) => firstOf(entry, language, glossary)) };
};

const firstOf = (
  entry: Extract<Pay, { first: unknown }>['first'][number],
  language: Language,
  glossary: Glossary,
): Item => {
  const condition =
    entry.when === undefined ? language.otherwise : language.when(describeCondition(entry.when, language, glossary));
  const { text, below } = nested(entry.pay, language, glossary);
  return { text: `${condition}: ${text}`, below };
};

/** Inside a list there is no room for a table: bands become points of it. */
const nested = (pay: Pay, language: Language, glossary: Glossary): Item => {
  const item = itemOf(pay, language, glossary);
  const bands = bandsOf(pay, glossary);
  if (bands === undefined) return item;
  return { ...item, below: bandRows(bands, language, glossary).map((cells) => leaf(cells.join(': '))) };
};

const leaf = (text: string): Item => ({ text, below: [] });
