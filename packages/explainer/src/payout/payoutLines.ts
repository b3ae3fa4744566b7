import type { RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { readDocuments, references } from '@commission-ledger/projections';
import { sum, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply } from '../document/reply.ts';
import type { Asking } from '../questions/asking.ts';
import { composeReply, type DraftRow } from '../questions/composeReply.ts';
import { programZoneOf } from '../reading/programZone.ts';
import type { Answer } from '../reading/sources.ts';
import { issuedPayout } from './issuedPayout.ts';
import type { PaidLine } from './lineTree.ts';

/** Which lines of a payout, in which order, and how many at once. */
export type LinesQuery = Readonly<{
  payout: string;
  /** `booked`, unless said: in the order of the payout. `size`: the largest first, whatever the sign. */
  order?: 'booked' | 'size';
  /** Only lines of this kind. */
  kind?: PaidLine['kind'];
  /** Only lines below zero. */
  negative?: boolean;
  /** Only the largest lines above zero that make up so many percent of all above zero, 1–100; the largest first. */
  percent?: number;
  /** The entry after which to go on: the last one of the page before. */
  after?: string;
  /** How many lines, 50 unless said, 1,000 at most. */
  limit?: number;
}>;

const PAGE = 50;
const MOST = 1000;

/**
 * A page of the lines of a payout. With what comes before it and after it, as sums, it adds up to the lines asked for, so
 * every page does; a line leads to its own proof.
 */
export const payoutLines = async (asking: Asking, query: LinesQuery): Answer<Reply> => {
  const { payout, after, percent } = query;
  if (percent !== undefined && !(Number.isInteger(percent) && percent >= 1 && percent <= 100))
    return E.left({ _tag: 'InvalidQuestion', field: 'percent', problem: 'must be a whole number from 1 to 100' });
  const found = await issuedPayout(asking.sources, payout);
  if (E.isLeft(found)) return found;
  const issued = found.right;
  const program = await programZoneOf(asking.sources, issued.data.program);
  if (E.isLeft(program)) return program;
  const asked = chosen(issued.data.lines, query);
  const start = after === undefined ? 0 : asked.findIndex(({ entry }) => entry === after) + 1;
  if (after !== undefined && start === 0)
    return E.left({ _tag: 'NotInPayout', payout, entry: after, lines: asked.length });
  const end = start + Math.min(Math.max(1, query.limit ?? PAGE), MOST);
  const page = asked.slice(start, end);
  const { lines, partner, date, currency } = { ...issued.data, currency: issued.data.amount.currency };
  const total = sumOf(currency, asked);
  return E.right(
    composeReply({
      question: 'why',
      subject: { kind: 'payout', id: payout },
      asked: askedOf(query),
      partner,
      program: program.right.source,
      title: { key: 'payoutTitle', holes: { subject: payout, partner, date } },
      amount: total,
      verdict: [
        { key: 'payoutHas', holes: { lines: lines.length } },
        ...(asked.length === lines.length
          ? []
          : [{ key: 'payoutSelected', holes: { selected: asked.length, lines: `${lines.length}` } } as const]),
      ],
      rows: [
        ...restRow('payoutEarlier', asked.slice(0, start), currency),
        ...(await lineRows(asking, issued, page)),
        ...restRow('payoutOthers', asked.slice(end), currency),
      ],
      searched: [],
      plans: [],
      effective: date,
    }),
  );
};

/** Rows of lines, each with the deal that it comes from; what they say of the deal is read from its own proof. */
export const lineRows = async (
  { documents }: Pick<Asking, 'documents'>,
  issued: RecordedEvent<'PayoutIssued'>,
  lines: readonly PaidLine[],
): Promise<readonly DraftRow[]> => {
  const keys = lines.map(({ kind, entry }) => `${kind}/${entry}`);
  const known = await readDocuments(documents, references, keys);
  return lines.map(({ entry, amount, maturesOn: matures }, index): DraftRow => {
    const reference = known[index];
    const said =
      reference !== undefined && 'deal' in reference
        ? ({ key: 'payoutDealLine', holes: { deal: reference.deal, matures } } as const)
        : ({ key: 'payoutPlainLine', holes: { matures } } as const);
    return { said, amount, counts: true, proof: entry, from: [eventRef(issued, '/lines')] };
  });
};

const restRow = (
  key: 'payoutEarlier' | 'payoutOthers',
  lines: readonly PaidLine[],
  currency: Money['currency'],
): readonly DraftRow[] => {
  if (lines.length === 0) return [];
  const amount = sumOf(currency, lines);
  return key === 'payoutOthers'
    ? [{ said: { key, holes: { others: lines.length } }, amount, counts: true }]
    : [{ said: { key, holes: { lines: lines.length } }, amount, counts: true }];
};

/** What lines come to. */
const sumOf = (currency: Money['currency'], lines: readonly PaidLine[]): Money =>
  sum(
    currency,
    lines.map(({ amount }) => amount),
  );

const chosen = (lines: readonly PaidLine[], query: LinesQuery): readonly PaidLine[] => {
  const { order, kind, negative, percent } = query;
  const matching = lines.filter(
    (line) => (kind === undefined || line.kind === kind) && (negative !== true || line.amount.minor < 0n),
  );
  if (order !== 'size' && percent === undefined) return matching;
  const bySize = matching.toSorted((a, b) => compare(sizeOf(b), sizeOf(a)));
  return percent === undefined ? bySize : largestThatMake(bySize, percent);
};

/** Lines of one size stay in the order of the payout, so the same lines are chosen every time. */
const largestThatMake = (bySize: readonly PaidLine[], percent: number): readonly PaidLine[] => {
  const above = bySize.filter(({ amount }) => amount.minor > 0n);
  const wanted = above.reduce((total, { amount }) => total + amount.minor, 0n) * BigInt(percent);
  let reached = 0n;
  const enough = above.findIndex(({ amount }) => (reached += amount.minor) * 100n >= wanted);
  return above.slice(0, enough + 1);
};

/** With it, the question can be asked again. */
const askedOf = ({ order, kind, negative, percent, after, limit }: LinesQuery): Reply['asked'] => ({
  lines: order ?? 'booked',
  ...(kind === undefined ? {} : { kind }),
  ...(negative === true ? { negative: 'true' } : {}),
  ...(percent === undefined ? {} : { percent: `${percent}` }),
  ...(after === undefined ? {} : { after }),
  ...(limit === undefined ? {} : { limit: `${limit}` }),
});

const sizeOf = ({ amount: { minor } }: PaidLine): bigint => (minor < 0n ? -minor : minor);

const compare = (a: bigint, b: bigint): number => (a === b ? 0 : a < b ? -1 : 1);
