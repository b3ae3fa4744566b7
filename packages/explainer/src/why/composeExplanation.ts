import { toNamedGraph, unexplained, valueToJson, type NamedGraph, type Node } from '@commission-ledger/calculation';
import { exactIsZero, toJson, zero } from '@commission-ledger/money';
import { engine } from '../document/engine.ts';
import type { ExplainedEntry } from '../reading/sources.ts';
import type { ExplainedPayout } from './explainPayout.ts';
import { Unexplained } from '../reading/explainFailure.ts';
import { eventRef } from '@commission-ledger/ledger';
import { knownThrough } from '../document/eventRefs.ts';
import type { About, ChargeLine, Explanation, Line, PlanSource, ProgramSource } from '../document/explanation.ts';
import type { ExplainedCharge } from './payoutAgain.ts';
import { totalsOf } from '../document/totals.ts';

/** The document of a payout. */
export const payoutExplanation = (payout: ExplainedPayout): Explanation => {
  const { issued, root, entries, charges, converted, terms, program } = payout;
  const { data } = issued;
  const named = toNamedGraph(root);
  const about: About = {
    kind: 'payout',
    program: data.program,
    partner: data.partner,
    ...(charges.length === 0
      ? { amount: toJson(data.amount), date: data.date, cutOff: data.cutOff, from: eventRef(issued, '/amount') }
      : {
          amount: toJson(data.net ?? data.amount),
          gross: toJson(data.amount),
          date: data.date,
          cutOff: data.cutOff,
          from: eventRef(issued, '/net'),
        }),
    ...(converted === undefined ? {} : { converted: { ...converted.about, node: named.idOf(converted.root) ?? '' } }),
  };
  return compose({
    subject: data.payout,
    about,
    root,
    named,
    entries,
    charges,
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
  return compose({
    subject: line.entry,
    about,
    root,
    named: toNamedGraph(root),
    entries: [entry],
    charges: [],
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
      return line.refundedOn ?? line.cancelledOn ?? line.maturesOn;
    case 'true-up':
      return line.trueUpOn;
    case 'adjustment':
      return line.correctedOn;
    case 'draw-advance':
    case 'draw-recovery':
    case 'write-off':
    case 'unclaimed':
      return line.date;
  }
};

type Parts = Readonly<{
  subject: string;
  about: About;
  root: Node;
  named: NamedGraph;
  entries: readonly ExplainedEntry[];
  charges: readonly ExplainedCharge[];
  plans: readonly PlanSource[];
  program: ProgramSource;
}>;

const compose = ({ subject, about, root, named, entries, charges, plans, program }: Parts): Explanation => {
  const { graph } = named;
  const idOf = (node: Node): string => named.idOf(node) ?? '';
  const lines = entries.map((entry, index): Line => ({
    number: `${index + 1}`,
    node: idOf(entry.root),
    ...entry.line,
  }));
  const charged = charges.map(({ root: node, line }): ChargeLine => ({ ...line, node: idOf(node) }));
  const applied = [...plans, ...entries.flatMap(({ plan }) => plan ?? [])];
  const document = {
    about,
    nodes: graph.nodes,
    lines,
    ...(charged.length === 0 ? {} : { charges: charged }),
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
