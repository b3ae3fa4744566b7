import { sum } from '@commission-ledger/calculation';
import { accountOfStream, type AccountRef, type RecordedEvent } from '@commission-ledger/events';
import { sum as sumOf } from '@commission-ledger/money';
import { eachDocument, movementMonths, movementPrefix, movements } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply } from '../../document/reply.ts';
import { programZoneOf } from '../../reading/programZone.ts';
import type { Answer, ProgramZone } from '../../reading/sources.ts';
import type { Asking } from '../asking.ts';
import { composeReply, type DraftRow } from '../composeReply.ts';
import { accountMoveOf, type AccountMove } from '../standing/accountMove.ts';
import type { KnownQuestion } from './knownQuestion.ts';
import { isKnownOn, localDayOf } from './knownTimes.ts';
import { moneySize } from './sideAmounts.ts';
import { unknown } from './sideOf.ts';

/** Everything that moved in an account between two days, as it was recorded: entries, and payouts that arrived. */
export const diffAccountKnown = async (asking: Asking, asked: KnownQuestion): Answer<Reply> => {
  const { subject, earlier, later } = asked;
  const account = accountOfStream(`account-${subject.id}`);
  if (account === undefined || (await asking.sources.index.lookUp('program', account.program)) === undefined)
    return unknown(subject);
  const program = await programZoneOf(asking.sources, account.program);
  if (E.isLeft(program)) return program;
  const moves = await movesBetween(asking, account, program.right, asked);
  if (E.isLeft(moves)) return moves;
  const rows = moves.right.map((move) => moveRow(move, program.right));
  const [first] = moves.right;
  const common = {
    question: 'diff' as const,
    subject,
    asked: { 'known-at': later, 'against-known-at': earlier },
    partner: account.partner,
    program: program.right.source,
    title: { key: 'diffTitleMoved' as const, holes: { partner: account.partner, from: earlier, to: later } },
    searched: [],
    plans: [],
    effective: later,
  };
  if (first === undefined)
    return E.right(
      composeReply({ ...common, verdict: [{ key: 'diffNothingMoved', holes: { from: earlier, to: later } }], rows }),
    );
  const amount = sumOf(
    first.amount.currency,
    moves.right.map((move) => move.amount),
  );
  const { sign, size } = moneySize(amount);
  const holes = { from: earlier, to: later, difference: size, currency: account.currency, count: rows.length };
  return E.right(
    composeReply({
      ...common,
      verdict: [sign < 0 ? { key: 'diffMovedDown', holes } : { key: 'diffMovedUp', holes }],
      amount,
      root: sum(moves.right.map(({ node }) => node)),
      rows,
    }),
  );
};

/** Reads the months in which something was recorded since, and of them what was recorded in between. */
const movesBetween = async (
  { documents, sources }: Asking,
  account: AccountRef,
  program: ProgramZone,
  { earlier, later }: KnownQuestion,
): Answer<readonly AccountMove[]> => {
  const [wasKnown, isKnown] = [isKnownOn(program, earlier), isKnownOn(program, later)];
  const stream = `account-${account.program}.${account.partner}.${account.currency}`;
  const events: RecordedEvent[] = [];
  for await (const { month, last } of eachDocument(documents, movementMonths, {
    prefix: movementPrefix(account, '').slice(0, -1),
  })) {
    const newest = await sources.events.readAny({ stream, revision: last });
    if (E.isLeft(newest)) return newest;
    if (wasKnown(newest.right.recordedAt)) continue;
    for await (const { event } of eachDocument(documents, movements, { prefix: movementPrefix(account, month) })) {
      const read = await sources.events.readAny(event);
      if (E.isLeft(read)) return read;
      if (!wasKnown(read.right.recordedAt) && isKnown(read.right.recordedAt)) events.push(read.right);
    }
  }
  return E.right(events.toSorted((a, b) => a.revision - b.revision).flatMap((event) => accountMoveOf(event) ?? []));
};

const moveRow = (move: AccountMove, program: ProgramZone): DraftRow => {
  const { data, recordedAt } = move.event;
  const subject = 'deal' in data && typeof data.deal === 'string' ? data.deal : move.id;
  const holes = { subject, happened: localDayOf(data.occurredAt, program), recorded: localDayOf(recordedAt, program) };
  return {
    said: { key: saidBy(move.kind), holes },
    amount: move.amount,
    node: move.node,
    counts: true,
    proof: move.id,
    from: [move.from],
  };
};

const saidBy = (kind: AccountMove['kind']) => {
  switch (kind) {
    case 'accrual':
      return 'diffMovedEarned';
    case 'reversal':
      return 'diffMovedTakenBack';
    case 'payout':
      return 'diffMovedPaid';
    case 'true-up':
    case 'adjustment':
    case 'draw-advance':
    case 'draw-recovery':
    case 'write-off':
    case 'unclaimed':
      return 'diffMovedOtherwise';
  }
};
