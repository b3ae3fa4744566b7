import { booked, fact, guard, param, sum, text, type EventRef, type Node } from '@commission-ledger/calculation';
import { type RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { appliedPlanOf } from '../reading/appliedPlan.ts';
import { mismatch } from './explainAccrual.ts';
import { explainEntry } from './explainEntry.ts';
import type { ExplainedEntry } from '../reading/sources.ts';
import type { PlanSource } from '../document/explanation.ts';
import { firstDifference, firstDifferenceIn } from './firstDifference.ts';
import { convertedAgain, type ConvertedAgain } from './convertedAgain.ts';
import { calculatedAgain, termsOf, type ExplainedCharge } from './payoutAgain.ts';
import { addedFor } from './payoutAdditions.ts';
import { prefetchLines } from '../reading/prefetchLines.ts';
import { programZoneOf } from '../reading/programZone.ts';
import type { Answer, ProgramZone, Sources } from '../reading/sources.ts';

/** A payout whose every line was explained, with the reasons why it was due. */
export type ExplainedPayout = Readonly<{
  issued: RecordedEvent<'PayoutIssued'>;
  root: Node;
  entries: readonly ExplainedEntry[];
  charges: readonly ExplainedCharge[];
  /** What arrives in another currency. */
  converted: ConvertedAgain | undefined;
  terms: PlanSource;
  program: ProgramZone;
}>;

type Issued = RecordedEvent<'PayoutIssued'>;

/**
 * Explains a payout: the sum of its lines, each explained to the bottom; what its terms added to them and kept back; that
 * each line was due; and that the minimum was reached.
 */
export const explainPayout = async (sources: Sources, id: string): Answer<ExplainedPayout> => {
  const at = await sources.index.locate('payout', id);
  if (E.isLeft(at)) return at;
  const found = await sources.events.read('PayoutIssued', at.right);
  if (E.isLeft(found)) return found;
  const issued = found.right;
  const terms = await appliedPlanOf(sources, issued.data.terms);
  if (E.isLeft(terms)) return terms;
  const program = await programZoneOf(sources, issued.data.program);
  if (E.isLeft(program)) return program;
  const added = await addedFor(sources, issued);
  if (E.isLeft(added)) return added;
  const matured = await explainLines(sources, issued, added.right.length);
  if (E.isLeft(matured)) return matured;
  const about = { issued, terms: terms.right, program: program.right };
  const roots = matured.right.map((entry) => entry.root);
  const payout =
    added.right.length === 0 && issued.data.charges === undefined
      ? E.right({ root: sum(roots, { name: 'payout' }), added: [], charges: [] })
      : await calculatedAgain(sources, about, roots, added.right);
  if (E.isLeft(payout)) return payout;
  const { root, charges } = payout.right;
  const entries = [...matured.right, ...payout.right.added];
  const difference = firstDifferenceIn(issued, bookedAgain(root, charges));
  if (difference !== undefined) return mismatch(id, difference);
  const converted = await convertedAgain(sources, issued, terms.right, root);
  if (E.isLeft(converted)) return converted;
  const reasons = [
    ...(root.given ?? []),
    ...reasonsOfLines(issued, entries),
    ...reasonsOfCharges(issued, charges),
    ...(converted.right?.reasons ?? []),
  ];
  const whole = {
    ...root,
    given: charges.length + added.right.length === 0 ? withMinimum(issued, reasons) : reasons,
  };
  const explained = { ...about, terms: terms.right.source, root: whole, entries, charges };
  return E.right({ ...explained, converted: converted.right });
};

/** The lines that were in the account before the payout: those that it added itself come last, and follow from them. */
const explainLines = async (sources: Sources, { data }: Issued, own: number): Answer<readonly ExplainedEntry[]> => {
  const lines = data.lines.slice(0, data.lines.length - own);
  await prefetchLines(sources, lines);
  const entries: ExplainedEntry[] = [];
  for (const [index, line] of lines.entries()) {
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

const bookedAgain = (root: Node, charges: readonly ExplainedCharge[]): Readonly<Record<string, unknown>> => {
  const amount = root.value._tag === 'money' ? toJson(root.value.money) : root.value;
  return charges.length === 0 ? { amount } : { net: amount, charges: charges.map(({ recorded }) => recorded) };
};

/** Each line is the amount that the payout names, and was payable before the cut-off. What payouts add, and what is written off or set apart, is payable at once. */
const reasonsOfLines = (issued: Issued, entries: readonly ExplainedEntry[]): readonly Node[] => {
  const cutOff = fact(text(issued.data.cutOff), [eventRef(issued, '/cutOff')], 'cut-off');
  return issued.data.lines.flatMap((line, index) => {
    const entry = entries[index];
    if (entry === undefined) throw new RangeError('Every line of a payout is explained.');
    const paid = fact(booked(line.amount), [eventRef(issued, `/lines/${index}/amount`)], nameOf(line.kind));
    const same = guard('eq', [entry.root, paid]);
    if (!waits(line.kind)) return [same];
    const matures = fact(text(line.maturesOn), maturityOf(issued, index, entry), 'matures-on');
    return [same, guard('lt', [matures, cutOff], termsOf(issued))];
  });
};

type Kind = Issued['data']['lines'][number]['kind'];

const waits = (kind: Kind): boolean =>
  kind !== 'draw-advance' && kind !== 'draw-recovery' && kind !== 'write-off' && kind !== 'unclaimed';

const nameOf = (kind: Kind) => {
  switch (kind) {
    case 'draw-advance':
      return 'advanced';
    case 'draw-recovery':
      return 'recovered';
    case 'accrual':
    case 'reversal':
    case 'adjustment':
    case 'true-up':
    case 'write-off':
    case 'unclaimed':
      return kind;
  }
};

/** The payout and the entry itself say from which day on it was payable. */
const maturityOf = (issued: Issued, index: number, { line }: ExplainedEntry): readonly EventRef[] => [
  { ...line.from, path: '/maturesOn' },
  eventRef(issued, `/lines/${index}/maturesOn`),
];

/** Each charge is the amount that the payout names. */
const reasonsOfCharges = (issued: Issued, charges: readonly ExplainedCharge[]): readonly Node[] =>
  charges.map(({ root, name }, index) => {
    const amount = issued.data.charges?.[index]?.amount;
    if (amount === undefined) throw new RangeError('Every charge of a payout is explained.');
    return guard('eq', [root, fact(booked(amount), [eventRef(issued, `/charges/${index}/amount`)], name)]);
  });

const withMinimum = (issued: Issued, reasons: readonly Node[]): readonly Node[] => {
  const rule = termsOf(issued);
  const minimum = param(booked(issued.data.terms.minimum), rule, '/payout/minimum', 'minimum');
  const amount = fact(booked(issued.data.amount), [eventRef(issued, '/amount')], 'payout');
  return [...reasons, guard('ge', [amount, minimum], rule)];
};
