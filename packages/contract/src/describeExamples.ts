import type { ExampleStep, OneCause, PlanDocument, SmallHistory } from '@commission-ledger/plans';
import type { Glossary } from './glossary.ts';
import type { Language } from './language.ts';
import type { Block } from './markdown.ts';

/** The worked examples: they were computed before the version could be published. */
export const describeExamples = (document: PlanDocument, language: Language, glossary: Glossary): readonly Block[] => {
  const { examples, rules } = document;
  const page = {
    document,
    language,
    glossary,
    clauseOf: (id: string) => rules.find((rule) => rule.id === id)?.clause ?? id,
  };
  return [
    { heading: language.headings.examples, level: 2 },
    ...examples.flatMap((example): readonly Block[] => [
      { heading: glossary.text(example.title), level: 3 },
      ...('steps' in example ? historyTable(example, page) : oneCause(example, page)),
    ]),
  ];
};

type Page = Readonly<{
  document: PlanDocument;
  language: Language;
  glossary: Glossary;
  clauseOf: (rule: string) => string;
}>;

const oneCause = ({ given, expect }: OneCause, page: Page): readonly Block[] => {
  const { language, glossary } = page;
  const earnedOn = given.payment === undefined ? 'win' : 'payment';
  const told = [
    ...(given.date === undefined ? [] : [glossary.day(given.date)]),
    ...toldWords(given, glossary),
    ...Object.entries(given.counters ?? {}).map(([id, value]) =>
      language.example.before(glossary.counter(id), glossary.point(value, glossary.countsMoney(id))),
    ),
  ];
  const cause = language.example.cause(glossary.amount(given.payment ?? given.deal ?? '0'), earnedOn);
  const sentence = `${[cause, ...told].join('; ')}: ${earnedWords(expect, page)}.`;
  return [{ paragraph: sentence }];
};

type Told = Pick<OneCause['given'], 'amounts' | 'quantities' | 'attributes'>;

/** What is told beside the amount. */
const toldWords = ({ amounts = {}, quantities = {}, attributes = {} }: Told, glossary: Glossary): readonly string[] => [
  ...Object.entries(amounts).map(([name, amount]) => `${name} ${glossary.amount(amount)}`),
  ...Object.entries(quantities).map(([name, number]) => `${name} ${number}`),
  ...Object.entries(attributes).map(([name, value]) => `${glossary.attribute(name)} ${value}`),
];

/** Numbers that the enrolment of this example sets. */
const parameterWords = ({ parameters = {} }: SmallHistory, { document, glossary }: Page): readonly Block[] => {
  const set = Object.entries(parameters).map(([name, value]) => {
    const declared = document.parameters?.[name];
    const title = declared?.title === undefined ? name : glossary.text(declared.title);
    const isAmount = declared !== undefined && 'amount' in declared && typeof value === 'string';
    return `${title}: ${isAmount ? glossary.amount(value) : glossary.rate(value)}`;
  });
  return set.length === 0 ? [] : [{ paragraph: `${set.join('; ')}.` }];
};

const historyTable = (example: SmallHistory, page: Page): readonly Block[] => {
  const { steps } = example;
  const { day, what, expected } = page.language.columns;
  const rows = steps.map((step) => [page.glossary.day(step.date), whatWords(step, page), followsWords(step, page)]);
  return [...parameterWords(example, page), { table: { head: [day, what, expected], rows } }];
};

const whatWords = (step: ExampleStep, { language: { example }, glossary }: Page): string => {
  if ('win' in step) {
    const { deal, amount, leadOn, share } = step.win;
    return [
      example.win(deal, glossary.amount(amount)),
      ...(leadOn === undefined ? [] : [example.leadOn(glossary.day(leadOn))]),
      ...(share === undefined ? [] : [example.share(glossary.rate(share))]),
      ...toldWords(step.win, glossary),
    ].join('; ');
  }
  if ('payment' in step) {
    const { payment, deal, amount } = step.payment;
    return [example.payment(payment, deal, glossary.amount(amount)), ...toldWords(step.payment, glossary)].join('; ');
  }
  if ('refund' in step) return example.refund(step.refund.payment, glossary.amount(step.refund.amount));
  return 'cancel' in step ? example.cancel(step.cancel.deal) : example.payout(step.payout.status);
};

const followsWords = (step: ExampleStep, page: Page): string => {
  if (!('payout' in step)) return earnedWords(step.expect, page);
  const { figures } = page.language.example;
  return Object.entries(step.expect)
    .map(([figure, value]) =>
      figure === 'deferred' ? (figures[value] ?? value) : `${figures[figure] ?? figure} ${page.glossary.amount(value)}`,
    )
    .join(', ');
};

const earnedWords = (expect: Readonly<Record<string, string>>, { language, glossary, clauseOf }: Page): string => {
  const earned = Object.entries(expect).map(([rule, amount]) => `§${clauseOf(rule)} ${glossary.amount(amount)}`);
  return earned.length === 0 ? language.example.nothing : earned.join(', ');
};
