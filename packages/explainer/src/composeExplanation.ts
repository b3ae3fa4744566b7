import { toGraph, unexplained, valueToJson, type GraphJson, type Node } from '@commission-ledger/calculation';
import { exactIsZero, toJson, zero } from '@commission-ledger/money';
import { engine } from './engine.ts';
import type { ExplainedEntry } from './explainEntry.ts';
import type { ExplainedPayout } from './explainPayout.ts';
import { Unexplained } from './explainFailure.ts';
import { eventRef } from '@commission-ledger/ledger';
import { knownThrough } from './eventRefs.ts';
import type { About, Explanation, Line, PlanSource, ProgramSource } from './explanation.ts';
import { totalsOf } from './totals.ts';

/** The document of a payout. */
export const payoutExplanation = ({ issued, root, entries, terms, program }: ExplainedPayout): Explanation => {
  const { data } = issued;
  const about: About = {
    kind: 'payout',
    program: data.program,
    partner: data.partner,
    amount: toJson(data.amount),
    date: data.date,
    cutOff: data.cutOff,
    from: eventRef(issued, '/amount'),
  };
  const graph = toGraph(root);
  const node = graph.nodes[graph.root];
  const ids = node?.kind === 'op' ? node.args : [];
  return compose({
    subject: data.payout,
    about,
    root,
    graph,
    entries: entries.map((entry, index) => [ids[index] ?? '', entry]),
    plans: [terms],
    program: program.source,
  });
};

/** The document of one entry. */
export const entryExplanation = (entry: ExplainedEntry, partner: string): Explanation => {
  const { root, line, program } = entry;
  const about: About = {
    kind: line.kind,
    program: program.source.program,
    partner,
    amount: line.amount,
    date: dateOf(line),
    from: line.from,
  };
  const graph = toGraph(root);
  return compose({
    subject: line.entry,
    about,
    root,
    graph,
    entries: [[graph.root, entry]],
    plans: [],
    program: program.source,
  });
};

/** The local day that a line belongs to. */
const dateOf = (line: ExplainedEntry['line'] | Line): string => {
  switch (line.kind) {
    case 'accrual':
      return line.earnedOn;
    case 'reversal':
      return line.refundedOn;
    case 'adjustment':
      return line.correctedOn;
  }
};

type Parts = Readonly<{
  subject: string;
  about: About;
  root: Node;
  graph: GraphJson;
  entries: readonly (readonly [node: string, entry: ExplainedEntry])[];
  plans: readonly PlanSource[];
  program: ProgramSource;
}>;

const compose = ({ subject, about, root, graph, entries, plans, program }: Parts): Explanation => {
  const lines = entries.map(([node, { line }], index): Line => ({ number: `${index + 1}`, node, ...line }));
  const applied = [...plans, ...entries.flatMap(([, { plan }]) => plan ?? [])];
  const document = {
    about,
    nodes: graph.nodes,
    lines,
    plans: [...new Map(applied.map((plan) => [`${plan.plan}@${plan.version}`, plan])).values()],
    program,
  };
  return {
    schema: 'explain/1',
    subject,
    question: 'why',
    root: graph.root,
    unexplained: nothingLeftOf(subject, root),
    totals: totalsOf(lines),
    engine,
    ...document,
    ...knownThrough(document, about.date),
  };
};

/** @throws Unexplained when the addends do not give the amount: nobody may ever see such a total */
const nothingLeftOf = (subject: string, root: Node): Explanation['unexplained'] => {
  const rest = unexplained(root);
  if (rest._tag !== 'unrounded' || !exactIsZero(rest.amount)) {
    throw new Unexplained(`Of ${subject}, ${JSON.stringify(valueToJson(rest))} is not explained by its addends.`);
  }
  return toJson(zero(rest.currency));
};
