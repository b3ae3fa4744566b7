import type { Counter, MeasureDefinition, PlanDocument } from '@commission-ledger/plans';
import { describeCondition } from './describeCondition.ts';
import type { Glossary } from './glossary.ts';
import type { Language } from './language.ts';
import type { Block, Item } from './markdown.ts';

/** What the measures, running totals and defaults of the plan are. */
export const describeDefinitions = (
  document: PlanDocument,
  language: Language,
  glossary: Glossary,
): readonly Block[] => {
  const items = [
    ...Object.entries(document.parameters ?? {}).map(([name, { title }]) =>
      leaf(language.parameterIs(title === undefined ? name : glossary.text(title), glossary.parameterValue(name))),
    ),
    ...Object.entries(document.measures ?? {}).map(([id, definition]) =>
      leaf(`${capital(glossary.measure(id))}: ${measureWords(definition, language, glossary)}.`),
    ),
    ...document.counters.map((counter) => leaf(counterWords(counter, language, glossary))),
    ...Object.entries(document.attributes).flatMap(([name, { ifMissing }]) =>
      ifMissing === undefined ? [] : [leaf(language.attributeDefault(glossary.attribute(name), ifMissing))],
    ),
  ];
  return items.length === 0 ? [] : [{ heading: language.headings.definitions, level: 2 }, { list: items }];
};

const leaf = (text: string): Item => ({ text, below: [] });

const capital = (text: string): string => `${text.charAt(0).toLocaleUpperCase('en')}${text.slice(1)}`;

const measureWords = (definition: MeasureDefinition, language: Language, glossary: Glossary): string => {
  const missing = (value: string | undefined): string => (value === undefined ? '' : `, ${language.ifMissing(value)}`);
  if ('amount' in definition) {
    const { amount, of, ifMissing } = definition;
    return `${language.carriedAmount(amount, of)}${missing(ifMissing && glossary.amount(ifMissing))}`;
  }
  if ('quantity' in definition) {
    return `${language.carriedQuantity(definition.quantity, definition.of)}${missing(definition.ifMissing)}`;
  }
  if ('sum' in definition) {
    const { sum, less = [], share, notBelowZero } = definition;
    return language.isSum(
      language.and(sum.map(glossary.measure)),
      language.and(less.map(glossary.measure)),
      share && glossary.rate(share),
      notBelowZero === true,
    );
  }
  if ('elapsed' in definition) return language.elapsed(definition.elapsed, definition.since);
  return language.commissionOf(glossary.clauses(definition.commission));
};

const counterWords = (counter: Counter, language: Language, glossary: Glossary): string => {
  const { id, measure, window, per, where, of, refunds } = counter;
  const each = per === undefined ? '' : language.per(per === 'deal' ? undefined : glossary.attribute(per.attribute));
  const condition = where === undefined ? '' : describeCondition(where, language, glossary);
  const sentences = [
    `${capital(glossary.counter(id))}: ${language.counts(countedWords(counter, measure, language, glossary), language.window[window], each, condition)}.`,
    ...(of === undefined || of === 'referrer' ? [] : [language.counterOf(language.who(of))]),
    ...(refunds === undefined ? [] : [language.counterRefunds[refunds]]),
  ];
  return sentences.join(' ');
};

const countedWords = ({ on }: Counter, measure: Counter['measure'], language: Language, glossary: Glossary): string => {
  if (measure === 'count') return language.count[on ?? 'any'];
  if (measure === 'payment' || measure === 'deal') return language.added[measure];
  if (typeof measure === 'string') return glossary.measure(measure);
  if ('earned' in measure) return language.earned(glossary.clauses(measure.earned));
  if ('unlimited' in measure) return language.unlimited(glossary.clauses([measure.unlimited]));
  return language.excess(glossary.clauses([measure.excess]));
};
