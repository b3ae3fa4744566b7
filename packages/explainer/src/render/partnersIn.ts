import type { Explanation, Line } from '../document/explanation.ts';
import type { Reply, Row } from '../document/reply.ts';
import { holesIn } from './holes.ts';
import { templates, type Said } from './templates.ts';

/** The ids of the partners whose names are said in a document, each once: for `names` of the options of renderers. */
export const partnersIn = (document: Explanation | Reply): readonly string[] => [
  ...new Set(document.schema === 'explain/1' ? inExplanation(document) : inReply(document)),
];

/** The partner paid, and those whose deals earned it. */
const inExplanation = ({ about, lines }: Explanation): readonly string[] => [
  about.partner,
  ...lines.flatMap(referrerOf),
];

const referrerOf = (line: Line): readonly string[] => {
  switch (line.kind) {
    case 'accrual':
    case 'true-up':
      return [line.referrer];
    case 'reversal':
      return [line.earned.referrer];
    case 'adjustment':
    case 'draw-advance':
    case 'draw-recovery':
    case 'write-off':
    case 'unclaimed':
      return [];
  }
};

const inReply = ({ title, verdict, rows }: Reply): readonly string[] =>
  [title, ...verdict, ...saidIn(rows)].flatMap(partnersOf);

const saidIn = (rows: readonly Row[]): readonly Said[] =>
  rows.flatMap(({ said, rows: below = [] }) => [said, ...saidIn(below)]);

const partnersOf = ({ key, holes }: Said): readonly string[] => {
  const kinds = holesIn(templates[key]);
  return Object.entries(holes ?? {}).flatMap(([name, value]: [string, unknown]) =>
    kinds.get(name) === 'partner' && typeof value === 'string' ? [value] : [],
  );
};
