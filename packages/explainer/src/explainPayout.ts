import {
  booked,
  fact,
  guard,
  param,
  sum,
  text,
  type EventRef,
  type Node,
  type RuleRef,
} from '@commission-ledger/calculation';
import { jsonOf, type RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { appliedPlanOf } from './appliedPlan.ts';
import { mismatch } from './explainAccrual.ts';
import { explainEntry, type ExplainedEntry } from './explainEntry.ts';
import type { EntryKind, PlanSource } from './explanation.ts';
import { firstDifference } from './firstDifference.ts';
import { programZoneOf } from './programZone.ts';
import type { Answer, ProgramZone, Sources } from './sources.ts';

/** A payout whose every line was explained, with the reasons why it was due. */
export type ExplainedPayout = Readonly<{
  issued: RecordedEvent<'PayoutIssued'>;
  root: Node;
  entries: readonly ExplainedEntry[];
  terms: PlanSource;
  program: ProgramZone;
}>;

type Issued = RecordedEvent<'PayoutIssued'>;

/** Explains a payout: the sum of its lines, each explained to the bottom; that each was due; and that the minimum was reached. */
export const explainPayout = async (sources: Sources, id: string): Answer<ExplainedPayout> => {
  const at = await sources.index.locate('payout', id);
  if (E.isLeft(at)) return at;
  const found = await sources.events.read('PayoutIssued', at.right);
  if (E.isLeft(found)) return found;
  const issued = found.right;
  const { data } = issued;
  const terms = await appliedPlanOf(sources, data.terms);
  if (E.isLeft(terms)) return terms;
  const program = await programZoneOf(sources, data.program);
  if (E.isLeft(program)) return program;
  const entries = await explainLines(sources, issued);
  if (E.isLeft(entries)) return entries;
  const minimum = param(booked(data.terms.minimum), ruleOf(issued), '/payout/minimum', 'minimum');
  const root = sum(
    entries.right.map((entry) => entry.root),
    { name: 'payout', given: [...reasonsOfLines(issued, entries.right), aboveMinimum(issued, minimum)] },
  );
  const computed = { amount: root.value._tag === 'money' ? toJson(root.value.money) : root.value };
  const difference = firstDifference(jsonOf(issued), computed);
  if (difference !== undefined) return mismatch(id, difference);
  return E.right({ issued, root, entries: entries.right, terms: terms.right.source, program: program.right });
};

/** Every line of the event, in its order, explained and required to be what the event says. */
const explainLines = async (sources: Sources, { data }: Issued): Answer<readonly ExplainedEntry[]> => {
  for (const kind of kinds) {
    const ids = data.lines.filter((line) => line.kind === kind).map(({ entry }) => entry);
    await sources.index.prefetch(kind, ids);
  }
  const entries: ExplainedEntry[] = [];
  for (const [index, line] of data.lines.entries()) {
    const explained = await explainEntry(sources, line.kind, line.entry);
    if (E.isLeft(explained)) return explained;
    const { amount, maturesOn } = explained.right.line;
    const difference = firstDifference({ ...line, amount: toJson(line.amount) }, { amount, maturesOn });
    if (difference !== undefined) {
      return mismatch(data.payout, { ...difference, path: `/lines/${index}${difference.path}` });
    }
    entries.push(explained.right);
  }
  return E.right(entries);
};

const kinds: readonly EntryKind[] = ['accrual', 'reversal', 'adjustment'];

/** Each line is the amount that the payout names, and was payable before the cut-off. */
const reasonsOfLines = (issued: Issued, entries: readonly ExplainedEntry[]): readonly Node[] => {
  const cutOff = fact(text(issued.data.cutOff), [eventRef(issued, '/cutOff')], 'cut-off');
  return issued.data.lines.flatMap((line, index) => {
    const entry = entries[index];
    if (entry === undefined) throw new RangeError('Every line of a payout is explained.');
    const paid = fact(booked(line.amount), [eventRef(issued, `/lines/${index}/amount`)], line.kind);
    const matures = fact(text(line.maturesOn), maturityOf(issued, index, entry), 'matures-on');
    return [guard('eq', [entry.root, paid]), guard('lt', [matures, cutOff], ruleOf(issued))];
  });
};

/** The payout and the entry itself say from which day on it was payable. */
const maturityOf = (issued: Issued, index: number, { line }: ExplainedEntry): readonly EventRef[] => [
  { ...line.from, path: '/maturesOn' },
  eventRef(issued, `/lines/${index}/maturesOn`),
];

const aboveMinimum = (issued: Issued, minimum: Node): Node => {
  const amount = fact(booked(issued.data.amount), [eventRef(issued, '/amount')], 'payout');
  return guard('ge', [amount, minimum], ruleOf(issued));
};

/** The terms that the payout was made under. */
const ruleOf = ({ data: { terms } }: Issued): RuleRef => ({
  plan: terms.plan,
  version: terms.version,
  hash: terms.hash,
});
