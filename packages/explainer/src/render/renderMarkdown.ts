import { localAmount } from './numbers.ts';
import { forMarkdown } from './outsideText.ts';
import { outlineOf, type Item, type Outline } from './outline.ts';
import { settingsFor, type Renderer } from './renderer.ts';
import { say, type Speaker } from './say.ts';
import { answerText, stepText } from './sentences.ts';

/** The answer as Markdown: the verdict, a table that adds up to it, and a numbered list of how each line came about. */
export const renderMarkdown: Renderer = (explanation, options) => {
  const settings = settingsFor(explanation, options);
  const speaker = { locale: settings.locale, outside: forMarkdown };
  const outline = outlineOf(explanation, settings);
  const { currency } = outline.amount;
  const total = `${localAmount(outline.amount, settings.locale)} ${forMarkdown(currency)}`;
  const blocks = [
    `## ${say(speaker, outline.title)}: ${total}`,
    [answerText(outline, speaker), ...(outline.due === undefined ? [] : [say(speaker, outline.due)])].join(' '),
    table(outline, speaker),
    outline.items.map((item) => listed(item, speaker)).join('\n'),
    say(speaker, outline.proof),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
};

/** One table for the sum; with a single line there is nothing to add up. */
const table = (outline: Outline, speaker: Speaker): string => {
  const { items, others, amount, sum, charges } = outline;
  if (items.length + (others === undefined ? 0 : 1) + charges.length < 2) return '';
  const rows = [
    ...items.map((item) => [item.number, headingOf(item, speaker), localAmount(item.amount, speaker.locale)]),
    ...(others === undefined ? [] : [['', say(speaker, others.said), localAmount(others.amount, speaker.locale)]]),
    totalRow('sum', sum, speaker),
    ...charges.map((charge) => ['', say(speaker, charge.said), localAmount(charge.amount, speaker.locale)]),
    ...(charges.length === 0 ? [] : [totalRow('arrives', amount, speaker)]),
  ];
  return ['|   |   |   |', '| --- | --- | ---: |', ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n');
};

const totalRow = (key: 'sum' | 'arrives', amount: Outline['amount'], speaker: Speaker): readonly string[] => [
  '',
  `**${say(speaker, { key, holes: {} })}**`,
  `**${localAmount(amount, speaker.locale)}**`,
];

const headingOf = ({ subject, heading }: Item, speaker: Speaker): string =>
  [...subject.map(speaker.outside), ...heading.map((said) => say(speaker, said))].join(', ');

const listed = (item: Item, speaker: Speaker): string => {
  const { counters, steps, evidence } = item;
  const amount = localAmount(item.amount, speaker.locale);
  return [
    `- **${item.number}** ${headingOf(item, speaker)}: ${amount}`,
    ...counters.map((said) => `  - ${say(speaker, said)}`),
    ...steps.map(({ number, step, clause }) => {
      const cited = clause === undefined ? '' : ` (${speaker.outside(clause)})`;
      return `  - ${number === undefined ? '' : `**${number}** `}${stepText(step, speaker)}${cited}`;
    }),
    ...evidence.map((said) => `  - ${say(speaker, said)}`),
  ].join('\n');
};
