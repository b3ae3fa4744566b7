import type { Condition } from '@commission-ledger/plans';
import type { Glossary } from './glossary.ts';
import type { Language } from './language.ts';

/** A condition as a part of a sentence, to stand after “if”. */
export const describeCondition = (condition: Condition, language: Language, glossary: Glossary): string => {
  const describe = (inner: Condition): string => describeCondition(inner, language, glossary);
  /** In brackets where `and` and `or` would run into each other. */
  const bracketed = (inner: Condition): string =>
    ('any' in inner && inner.any.length > 1) || ('all' in inner && inner.all.length > 1)
      ? `(${describe(inner)})`
      : describe(inner);
  if ('all' in condition) return language.and(condition.all.map(bracketed));
  if ('any' in condition) return language.or(condition.any.map(bracketed));
  if ('not' in condition) return language.not(bracketed(condition.not));
  if ('date' in condition) {
    const { from, to } = condition.date;
    return language.between(from && glossary.day(from), to && glossary.day(to));
  }
  if ('in' in condition) return language.isOneOf(glossary.attribute(condition.attribute), language.or(condition.in));
  if ('notIn' in condition)
    return language.isNoneOf(glossary.attribute(condition.attribute), language.or(condition.notIn));
  const ofMoney =
    'counter' in condition ? glossary.countsMoney(condition.counter) : glossary.isMoney(condition.measure);
  const what =
    'counter' in condition
      ? language.counterAt(glossary.counter(condition.counter), condition.at)
      : glossary.measure(condition.measure);
  return 'atLeast' in condition
    ? language.atLeast(what, glossary.point(condition.atLeast, ofMoney))
    : language.lessThan(what, glossary.point(condition.lessThan, ofMoney));
};
