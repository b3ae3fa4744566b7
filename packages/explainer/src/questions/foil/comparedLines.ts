import { parsePeriod } from '@commission-ledger/calendar';
import { booked, fact, type Node } from '@commission-ledger/calculation';
import { type AccountRef, type RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { equals, sum, toJson, type Money } from '@commission-ledger/money';
import { statementOf } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { EntryKind } from '../../document/explanation.ts';
import type { Subject } from '../../document/reply.ts';
import { issuedPayout } from '../../payout/issuedPayout.ts';
import { prefetchLines } from '../../reading/prefetchLines.ts';
import { programZoneOf } from '../../reading/programZone.ts';
import type { EventAt } from '../../reading/references.ts';
import type { Answer, ProgramZone } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import type { DraftRow } from '../composeReply.ts';
import { accountMoveOf, type AccountMove } from '../standing/accountMove.ts';
import { accountWithId } from '../standing/readAccount.ts';

/** One of our lines: what was earned, taken back, calculated anew or corrected. */
export type OwnLine = Readonly<{
  kind: Extract<EntryKind, 'accrual' | 'reversal' | 'true-up' | 'adjustment'>;
  entry: string;
  /** Signed; the value of the node. */
  amount: Money;
  node: Node;
  move: AccountMove;
  deal: string | undefined;
  /** The payment or the refund that it comes from. */
  cause: string | undefined;
}>;

/** Our side of a comparison by lines. */
export type OwnLines = Readonly<{
  subject: Subject;
  account: AccountRef;
  program: ProgramZone;
  title: Said;
  lines: readonly OwnLine[];
  currency: Money['currency'];
  /** Where a line is missed, as `whyNot` takes it. */
  place: string | undefined;
  /** Only of a payout: its day. */
  paidOn: string | undefined;
  effective: string;
  /** What there is to say beside the lines. */
  beside: readonly DraftRow[];
}>;

/** The lines of a payout, or of a statement. What payouts add by themselves, and payouts, are none. */
export const comparedLines = async (asking: Asking, subject: string): Answer<OwnLines> =>
  subject.includes('/') ? linesOfStatement(asking, subject) : linesOfPayout(asking, subject);

const linesOfPayout = async ({ sources }: Asking, id: string): Answer<OwnLines> => {
  const found = await issuedPayout(sources, id);
  if (E.isLeft(found)) return found;
  const issued = found.right;
  const { program: name, partner, amount, net = amount, date, lines: paid } = issued.data;
  const program = await programZoneOf(sources, name);
  if (E.isLeft(program)) return program;
  await prefetchLines(sources, paid);
  const lines: OwnLine[] = [];
  for (const [index, line] of paid.entries()) {
    const at = await sources.index.locate(line.kind, line.entry);
    if (E.isLeft(at)) return at;
    const event = await sources.events.readAny(at.right);
    if (E.isLeft(event)) return event;
    const node = fact(booked(line.amount), [eventRef(issued, `/lines/${index}/amount`)], nameOf(line.kind));
    lines.push(...ownLine(event.right, line.amount, node));
  }
  const { currency } = amount;
  const total = sum(
    currency,
    lines.map((line) => line.amount),
  );
  return E.right({
    subject: { kind: 'payout', id },
    account: { program: name, partner, currency },
    program: program.right,
    title: { key: 'foilTitlePayout', holes: { partner, date } },
    lines,
    currency,
    place: id,
    paidOn: date,
    effective: date,
    beside: equals(total, net) ? [] : [arrivesRow(issued, net)],
  });
};

/** Taxes, fees and advances make what arrives another sum than that of the lines. */
const arrivesRow = (issued: RecordedEvent<'PayoutIssued'>, net: Money): DraftRow => ({
  said: { key: 'foilLinesArrives', holes: { net: toJson(net) } },
  node: fact(booked(net), [eventRef(issued, issued.data.net === undefined ? '/amount' : '/net')], 'payout'),
});

const linesOfStatement = async ({ documents, sources }: Asking, id: string): Answer<OwnLines> => {
  const unknown = E.left({ _tag: 'UnknownSubject', subject: id } as const);
  const [name = '', key = '', ...more] = id.split('/');
  const [period, account] = [parsePeriod(key), accountWithId(name)];
  if (E.isLeft(period) || account === undefined || more.length > 0) return unknown;
  const all = Number.MAX_SAFE_INTEGER;
  const statement = await statementOf(documents, { ...account, period: period.right, limit: all });
  if (statement === undefined) return unknown;
  const program = await programZoneOf(sources, account.program);
  if (E.isLeft(program)) return program;
  const places: readonly EventAt[] = statement.lines.map(({ event }) => event);
  await sources.events.prefetch(places);
  const lines: OwnLine[] = [];
  for (const at of places) {
    const event = await sources.events.readAny(at);
    if (E.isLeft(event)) return event;
    const move = accountMoveOf(event.right);
    if (move !== undefined) lines.push(...ownLine(event.right, move.amount, move.node));
  }
  return E.right({
    subject: { kind: 'statement', id },
    account,
    program: program.right,
    title: { key: 'statementTitle', holes: { period: key, partner: account.partner, account: name } },
    lines,
    currency: statement.opening.currency,
    place: period.right.unit === 'month' ? key : undefined,
    paidOn: undefined,
    effective: period.right.start,
    beside: [],
  });
};

/** A line where the event is of a kind that others keep as well. */
const ownLine = (event: RecordedEvent, amount: Money, node: Node): readonly OwnLine[] => {
  const move = accountMoveOf(event);
  if (move === undefined || !isEarned(move.kind)) return [];
  return [{ kind: move.kind, entry: move.id, amount, node, move, ...originOf(move.event) }];
};

const isEarned = (kind: AccountMove['kind']): kind is OwnLine['kind'] =>
  kind === 'accrual' || kind === 'reversal' || kind === 'true-up' || kind === 'adjustment';

const nameOf = (kind: RecordedEvent<'PayoutIssued'>['data']['lines'][number]['kind']) =>
  kind === 'draw-advance' ? 'advanced' : kind === 'draw-recovery' ? 'recovered' : kind;

const originOf = ({ type, data }: AccountMove['event']): Pick<OwnLine, 'deal' | 'cause'> => {
  switch (type) {
    case 'AccrualPosted':
    case 'TrueUpPosted':
      return { deal: data.deal, cause: data.cause.id };
    case 'AccrualReversed':
      return { deal: data.deal, cause: 'refund' in data ? data.refund : undefined };
    case 'AdjustmentPosted':
    case 'DrawAdvanced':
    case 'DrawRecovered':
    case 'ReceivableWrittenOff':
    case 'BalanceUnclaimed':
    case 'PayoutSettled':
      return { deal: undefined, cause: undefined };
  }
};
