import type { Hold, PlanDocument, Rule } from '@commission-ledger/plans';
import { describeCondition } from './describeCondition.ts';
import { describePay } from './describePay.ts';
import type { Glossary } from './glossary.ts';
import type { Language } from './language.ts';
import type { Block } from './markdown.ts';

/** The clauses, in the order and with the numbers by which explanations cite them. */
export const describeRules = ({ rules }: PlanDocument, language: Language, glossary: Glossary): readonly Block[] => [
  { heading: language.headings.commission, level: 2 },
  ...rules.flatMap((rule) => describeRule(rule, language, glossary)),
];

const describeRule = (rule: Rule, language: Language, glossary: Glossary): readonly Block[] => {
  const { clause, title, earnedOn, beneficiary, when, pay, split, hold, installments, refunds } = rule;
  const intro = [
    language.earns(language.who(beneficiary), earnedOn),
    ...(when === undefined ? [] : [language.onlyIf(describeCondition(when, language, glossary))]),
  ];
  const after = [
    ...splitWords(split, language, glossary),
    ...(hold === undefined ? [] : [language.matures(holdWords(hold, language))]),
    ...(installments ?? []).map((part) =>
      language.installment(glossary.rate(part.share), holdWords(part.hold, language)),
    ),
    ...(refunds === undefined ? [] : [language.refunds[refunds]]),
  ];
  return [
    { heading: `§${clause} ${glossary.text(title)}`, level: 3 },
    { paragraph: intro.join(' ') },
    ...describePay(pay, language, glossary),
    ...(after.length === 0 ? [] : [{ paragraph: after.join(' ') }]),
  ];
};

const splitWords = (split: Rule['split'], language: Language, glossary: Glossary): readonly string[] => {
  if (split === undefined) return [];
  const share = split.shares[split.place - 1];
  if (share === undefined) throw new RangeError('A validated split has a share at its place.');
  const shares = language.and(split.shares.map(glossary.rate));
  return [language.split(glossary.rate(share), shares), ...(split.overlay === true ? [language.overlay] : [])];
};

/** When something with this hold matures, to stand after “matures”. */
export const holdWords = ({ days, months = 0, from = 'cause' }: Hold, language: Language): string =>
  language.hold(months, days, from);
