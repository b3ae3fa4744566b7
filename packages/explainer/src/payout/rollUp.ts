import { booked, fact, type EventRef } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { readDocuments, references } from '@commission-ledger/projections';
import { add, subtract, toJson, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanSource } from '../document/explanation.ts';
import type { Reply } from '../document/reply.ts';
import type { Asking } from '../questions/asking.ts';
import { composeReply, type DraftRow } from '../questions/composeReply.ts';
import { appliedPlanOf } from '../reading/appliedPlan.ts';
import { programZoneOf } from '../reading/programZone.ts';
import type { Answer } from '../reading/sources.ts';
import type { Said } from '../render/templates.ts';
import { issuedPayout } from './issuedPayout.ts';
import { lineTree, type PaidLine } from './lineTree.ts';
import { lineRows } from './payoutLines.ts';

/** So many lines are looked up at once: however many there are, only these are in memory beside the payout itself. */
const PORTION = 1000;

/** So many of each part are named; the others are one row. */
const NAMED = 3;

/**
 * What a payout of many lines is made of: by clause of the plan, then what was taken back and corrected, each with how many
 * lines and what they come to, the largest of them, and the others in one row, so that every level adds up.
 */
export const rollUp = async (asking: Asking, payout: string): Answer<Reply> => {
  const { sources } = asking;
  const found = await issuedPayout(sources, payout);
  if (E.isLeft(found)) return found;
  const issued = found.right;
  const { lines, partner, date, amount } = issued.data;
  const program = await programZoneOf(sources, issued.data.program);
  if (E.isLeft(program)) return program;
  const parts = await partsOf(asking, lines);
  const rows: DraftRow[] = [];
  const plans = new Map<string, PlanSource>();
  for (const part of parts) {
    const clause = await clauseOf(asking, part);
    if (E.isLeft(clause)) return clause;
    const { said, from, plan } = clause.right;
    if (plan !== undefined) plans.set(`${plan.plan}@${plan.version}`, plan);
    rows.push({ said, amount: part.amount, counts: true, from, rows: await below(asking, issued, part) });
  }
  const { root } = lineTree(lines);
  return E.right(
    composeReply({
      question: 'why',
      subject: { kind: 'payout', id: payout },
      asked: { by: 'clause' },
      partner,
      program: program.right.source,
      title: { key: 'payoutTitle', holes: { subject: payout, partner, date } },
      amount,
      root: fact(booked(amount), [eventRef(issued, '/amount')], 'payout'),
      verdict: [{ key: 'payoutHas', holes: { lines: lines.length } }, ...arrivesIn(issued)],
      rows: [...rows, { said: { key: 'payoutDigest', holes: { digest: root.hash } } }],
      searched: [],
      plans: [...plans.values()],
      effective: date,
    }),
  );
};

/** Only where what arrives is not the sum of the lines. */
const arrivesIn = ({ data: { net } }: RecordedEvent<'PayoutIssued'>): readonly Said[] =>
  net === undefined ? [] : [{ key: 'payoutArrives', holes: { amount: toJson(net), currency: net.currency } }];

/** Lines of one clause, or of one kind where there is none. */
type Part = Readonly<{
  key: string;
  first: PaidLine;
  hasClause: boolean;
  count: number;
  amount: Money;
  largest: readonly PaidLine[];
}>;

/** The largest sum first. */
const partsOf = async ({ documents }: Asking, lines: readonly PaidLine[]): Promise<readonly Part[]> => {
  const parts = new Map<string, Part>();
  for (let from = 0; from < lines.length; from += PORTION) {
    const portion = lines.slice(from, from + PORTION);
    const keys = portion.map(({ kind, entry }) => `${kind}/${entry}`);
    const known = await readDocuments(documents, references, keys);
    for (const [index, line] of portion.entries()) {
      const reference = known[index];
      const clause =
        line.kind === 'accrual' && reference !== undefined && 'rule' in reference
          ? `${reference.plan}/${reference.version}/${reference.rule}`
          : undefined;
      const key = clause ?? groupOf(line.kind);
      parts.set(key, grown(parts.get(key), key, line, clause !== undefined));
    }
  }
  return [...parts.values()].toSorted((a, b) => bySize(a.amount, b.amount) || (a.key < b.key ? -1 : 1));
};

const grown = (part: Part | undefined, key: string, line: PaidLine, hasClause: boolean): Part =>
  part === undefined
    ? { key, first: line, hasClause, count: 1, amount: line.amount, largest: [line] }
    : {
        ...part,
        count: part.count + 1,
        amount: add(part.amount, line.amount),
        largest: withLine(part.largest, line),
      };

const withLine = (largest: readonly PaidLine[], line: PaidLine): readonly PaidLine[] => {
  const last = largest.at(-1);
  if (largest.length >= NAMED && last !== undefined && bySize(line.amount, last.amount) >= 0) return largest;
  return [...largest, line].toSorted((a, b) => bySize(a.amount, b.amount)).slice(0, NAMED);
};

/** The largest first, whatever the sign. */
const bySize = (a: Money, b: Money): number => {
  const [left, right] = [a.minor < 0n ? -a.minor : a.minor, b.minor < 0n ? -b.minor : b.minor];
  return left === right ? 0 : left > right ? -1 : 1;
};

const groupOf = (kind: PaidLine['kind']) => {
  switch (kind) {
    case 'accrual':
    case 'true-up':
      return 'payoutTrueUps';
    case 'reversal':
      return 'payoutReversals';
    case 'adjustment':
      return 'payoutCorrections';
    case 'draw-advance':
    case 'draw-recovery':
      return 'payoutDraws';
    case 'write-off':
    case 'unclaimed':
      return 'payoutWrittenOff';
  }
};

type Clause = Readonly<{ said: Said; from: readonly EventRef[]; plan: PlanSource | undefined }>;

/** How people find the clause, as the first of its lines says it. */
const clauseOf = async ({ sources }: Asking, { first, hasClause, count: lines }: Part): Answer<Clause> => {
  if (!hasClause) return E.right({ said: { key: groupOf(first.kind), holes: { lines } }, from: [], plan: undefined });
  const at = await sources.index.locate('accrual', first.entry);
  if (E.isLeft(at)) return at;
  const posted = await sources.events.read('AccrualPosted', at.right);
  if (E.isLeft(posted)) return posted;
  const { rule } = posted.right.data;
  const applied = await appliedPlanOf(sources, rule);
  if (E.isLeft(applied)) return applied;
  const { plan, version, clause } = rule;
  return E.right({
    said: { key: 'payoutByClause', holes: { clause: `${plan}@${version} §${clause}`, lines } },
    from: [eventRef(posted.right, '/rule')],
    plan: applied.right.source,
  });
};

const below = async (
  asking: Asking,
  issued: RecordedEvent<'PayoutIssued'>,
  { largest, count, amount }: Part,
): Promise<readonly DraftRow[]> => {
  const rows = await lineRows(asking, issued, largest);
  const rest = largest.reduce((left, line) => subtract(left, line.amount), amount);
  const others = count - largest.length;
  return others === 0
    ? rows
    : [...rows, { said: { key: 'payoutOthers', holes: { others } }, amount: rest, counts: true }];
};
