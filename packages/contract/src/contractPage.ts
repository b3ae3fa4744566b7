import { planHash, type PlanDocument } from '@commission-ledger/plans';
import type { Locale } from '@commission-ledger/locale';
import { describeDefinitions } from './describeDefinitions.ts';
import { describeExamples } from './describeExamples.ts';
import { describeRules } from './describeRules.ts';
import { describeSettlement } from './describeSettlement.ts';
import { english } from './english.ts';
import { glossaryOf } from './glossary.ts';
import { markdownOf, type Block } from './markdown.ts';
import { russian } from './russian.ts';

const languages = { en: english, ru: russian };

/**
 * A plan version as the contract that its owner and its partners read, in Markdown. Everything that decides about money
 * is on it, also what the document leaves to a default; clauses have the numbers by which explanations cite them.
 * @param document one that `validatePlan` has no problem with
 */
export const contractPage = (document: PlanDocument, locale: Locale = 'en'): string => {
  const language = languages[locale];
  const glossary = glossaryOf(document, language);
  const { version, effectiveFrom, currency, converts, selectedBy, existingPartners } = document;
  const opening = [
    language.version(version, glossary.day(effectiveFrom), currency),
    language.selectedBy[selectedBy],
    language.existingPartners[existingPartners ?? 'move'],
    ...(converts === undefined ? [] : [language.converts(language.and(converts))]),
  ];
  const blocks: readonly Block[] = [
    { heading: glossary.text(document.title), level: 1 },
    { paragraph: opening.join(' ') },
    ...describeRules(document, language, glossary),
    ...describeDefinitions(document, language, glossary),
    ...describeSettlement(document, language, glossary),
    ...describeExamples(document, language, glossary),
    { paragraph: language.integrity(planHash(document)) },
  ];
  return markdownOf(blocks);
};
