import type { Fee, PlanDocument, TaxRate } from '@commission-ledger/plans';
import { holdWords } from './describeRules.ts';
import type { Glossary } from './glossary.ts';
import type { Language } from './language.ts';
import type { Block } from './markdown.ts';

/** From the accrual to the money: hold, payouts, what is kept back or taken back, who is credited, rounding. */
export const describeSettlement = (
  document: PlanDocument,
  language: Language,
  glossary: Glossary,
): readonly Block[] => {
  const { headings } = language;
  return [
    ...section(headings.hold, [language.matures(holdWords(document.hold, language))]),
    ...section(headings.payout, payoutSentences(document, language, glossary)),
    ...taxTable(language.withholding, document.payout.withholding, language, glossary),
    ...taxTable(language.vat, document.payout.vat, language, glossary),
    ...section(headings.takenBack, takenBackSentences(document, language)),
    ...section(headings.credit, [
      ...(document.attribution === undefined
        ? []
        : [language.attribution(document.attribution.model, document.attribution.days)]),
      language.sharing[document.sharing ?? 'base'],
    ]),
    ...section(headings.rounding, [language.rounding[document.rounding.mode]]),
  ];
};

const section = (heading: string, sentences: readonly string[]): readonly Block[] =>
  sentences.length === 0 ? [] : [{ heading, level: 2 }, { paragraph: sentences.join(' ') }];

const payoutSentences = ({ payout }: PlanDocument, language: Language, glossary: Glossary): readonly string[] => {
  const { convention, cutOff, minimum, negative, draw, fees = [] } = payout;
  return [
    language.payoutDays(payout),
    language.convention[convention],
    language.cutOff(cutOff),
    language.minimum(/^[0.]+$/.test(minimum) ? undefined : glossary.amount(minimum)),
    language.negative[negative ?? 'carry'],
    ...(draw === undefined
      ? []
      : [
          language.draw(
            glossary.amount(draw.amount),
            draw.kind,
            glossary.day(draw.from),
            draw.until && glossary.day(draw.until),
            draw.recovery && glossary.rate(draw.recovery),
          ),
        ]),
    ...fees.map((fee) => feeSentence(fee, language, glossary)),
  ];
};

const feeSentence = (
  { title, rate, fixed, waivedFrom, bornBy }: Fee,
  language: Language,
  glossary: Glossary,
): string => {
  const amount = language.and([
    ...(rate === undefined ? [] : [glossary.rate(rate)]),
    ...(fixed === undefined ? [] : [glossary.amount(fixed)]),
  ]);
  return language.fee(glossary.text(title), amount, waivedFrom && glossary.amount(waivedFrom), bornBy);
};

const taxTable = (
  sentence: string,
  rates: readonly TaxRate[] | undefined,
  language: Language,
  glossary: Glossary,
): readonly Block[] => {
  if (rates === undefined || rates.length === 0) return [];
  const { status: head, rate: percent, from: since } = language.columns;
  const rows = rates.map(({ status, rate, from, title }) => [
    title === undefined ? statusWords(status, language) : `${glossary.text(title)} (${statusWords(status, language)})`,
    glossary.rate(rate),
    glossary.day(from),
  ]);
  return [{ paragraph: sentence }, { table: { head: [head, percent, since], rows } }];
};

const statusWords = (status: string, language: Language): string => (status === 'none' ? language.noStatus : status);

const takenBackSentences = ({ refunds, cancellation }: PlanDocument, language: Language): readonly string[] => [
  language.refunds['refunded-share'],
  ...(refunds.within === undefined ? [] : [language.refundsWithin(refunds.within)]),
  language.countersLower[refunds.counters],
  cancellation === undefined
    ? language.noCancellation
    : language.cancellation(cancellation.takeBack, cancellation.term, cancellation.by),
];
