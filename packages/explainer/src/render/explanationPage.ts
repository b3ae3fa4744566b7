import type { Explanation } from '../document/explanation.ts';
import { behind } from './evidence.ts';
import { localAmount } from './numbers.ts';
import { outlineOf, type Item, type Outline } from './outline.ts';
import type { Page, PageRow, PageTotal } from './page.ts';
import type { RenderSettings } from './renderer.ts';
import { say, type Speaker } from './say.ts';
import { addends, answerText, stepText } from './sentences.ts';
import type { Said } from './templates.ts';

/**
 * The page of a payout or an entry.
 * @throws Unexplained when the document does not hold in itself
 */
export const explanationPage = (explanation: Explanation, settings: RenderSettings, speaker: Speaker): Page => {
  const outline = outlineOf(explanation, settings);
  const { title, amount, due, items, others, proof } = outline;
  const currency = speaker.outside(amount.currency);
  return {
    locale: speaker.locale,
    title: say(speaker, title),
    amount: `${localAmount(amount, speaker.locale)} ${currency}`,
    currency,
    verdict: answerText(outline, speaker),
    notes: due === undefined ? [] : [say(speaker, due)],
    rows: [
      ...items.map((item) => rowOf(explanation, item, settings, speaker)),
      ...(others === undefined
        ? []
        : [
            {
              text: say(speaker, others.said),
              amount: localAmount(others.amount, speaker.locale),
              counts: true,
              kind: 'others',
              rows: [],
            } as const,
          ]),
    ],
    totals: totalsOf(outline, speaker),
    proof: [say(speaker, proof)],
  };
};

const rowOf = (
  { nodes }: Explanation,
  { number, subject, heading, amount, counters, steps, evidence }: Item,
  { open }: RenderSettings,
  speaker: Speaker,
): PageRow => {
  const said = (kind: PageRow['kind'], list: readonly Said[]): readonly PageRow[] =>
    list.map((each) => ({ text: say(speaker, each), kind, rows: [] }));
  return {
    number,
    text: [...subject.map(speaker.outside), ...heading.map((each) => say(speaker, each))].join(', '),
    amount: localAmount(amount, speaker.locale),
    counts: true,
    kind: 'line',
    rows: [
      ...said('remark', counters),
      ...steps.map(({ number: place, step, clause }): PageRow => ({
        ...(place === undefined ? {} : { number: place }),
        text: stepText(step, speaker),
        ...(clause === undefined ? {} : { clause: speaker.outside(clause) }),
        kind: 'step',
        rows: place === undefined || place !== open ? [] : said('evidence', behind(nodes, step.node)),
      })),
      ...said('evidence', evidence),
    ],
  };
};

/** The sum, where there is something to add up, and what arrives, where that is something else. */
const totalsOf = ({ items, others, sum, charges, amount }: Outline, speaker: Speaker): readonly PageTotal[] => {
  const parts = addends(
    [...items, ...(others === undefined ? [] : [others])].map((each) => each.amount),
    speaker,
  );
  if (parts.length < 2 && charges.length === 0) return [];
  const total = (said: Said, money: typeof amount, strong: boolean): PageTotal => ({
    text: say(speaker, said),
    amount: localAmount(money, speaker.locale),
    strong,
  });
  return [
    { ...total({ key: 'sum', holes: {} }, sum, true), addends: parts },
    ...charges.map((charge) => total(charge.said, charge.amount, false)),
    ...(charges.length === 0 ? [] : [total({ key: 'arrives', holes: {} }, amount, true)]),
  ];
};
