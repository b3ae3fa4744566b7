import { dateOf, localDate, type RecordedInstant } from '@commission-ledger/calendar';
import {
  accountStream,
  commandHashOf,
  payoutRunStream,
  programStream,
  type AccountRef,
  type EventData,
  type RecordedEvent,
} from '@commission-ledger/events';
import {
  accountOnDate,
  accountSubject,
  isNotNow,
  isSamePerson,
  payoutRunIdOf,
  previewOf,
  programDecider,
  type LedgerFailure,
} from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { Derived } from './deriveOnDeal.ts';
import { pastExecutor, type Past } from './pastExecutor.ts';
import type { RecomputedAccount } from './recomputedAccount.ts';
import { attemptKey, type RunShare } from './runShare.ts';
import type { RunAttempt } from './survey.ts';

/** An attempt of a run, at the place of the history where it deals with the account. */
export type RunAt = RunAttempt & Readonly<{ before: number; recordedAt: RecordedInstant | undefined }>;

/** What a payout run makes of an account: the events, and what speaks against that they are there at all. */
export type DerivedPayout = Derived & Readonly<{ objection: string | undefined }>;

type Proposed = EventData<'PayoutRunPrepared'>['proposals'][number];

/** What a run that is drawn up there means to pay to the account; `undefined` for nothing. */
export const deriveProposal = async (
  past: Past,
  own: RecomputedAccount,
  run: RunAt,
): Promise<E.Either<LedgerFailure, Proposed | undefined>> => {
  const on = await onDate(past, own, run);
  if (E.isLeft(on)) return isNotNow(on.left) ? E.right(undefined) : on;
  const [preview] = previewOf(on.right.on);
  if (preview === undefined || preview.deferral !== null) return E.right(undefined);
  const { account, amount, lines } = preview;
  return E.right({ partner: account.partner, amount, lines });
};

/**
 * What a payout run makes of the account again: a payout with what it adds, a deferral, or nothing. What was not drawn up,
 * or not approved, should not be there; as it is, the account goes on with what would have been paid had it been.
 */
export const derivePayout = async (
  past: Past,
  own: RecomputedAccount,
  { proposals }: RunShare,
  run: RunAt,
): Promise<DerivedPayout> => {
  const framing = { commandHash: commandHashOf({ key: payoutKey(own.stream, run) }), causation: null };
  const told = await past.streams.eventsOf(run.stream);
  if (E.isLeft(told)) return { decided: told, framing, objection: undefined };
  const found = await onDate(past, own, run);
  if (E.isLeft(found)) return { decided: isNotNow(found.left) ? E.right([]) : found, framing, objection: undefined };
  const { on, state, isTwoPerson } = found.right;
  const { isPrepared, isApproved } = attemptOf(told.right, run);
  const objection = isPrepared ? (isTwoPerson && !isApproved ? 'RunNotApproved' : undefined) : 'RunNotPrepared';
  const meant = isPrepared ? (proposals.get(attemptKey(run))?.amount ?? null) : undefined;
  const proposed = meant === undefined ? (on.proposal?.amount ?? null) : meant;
  const decided = accountSubject(own.account).decider.decide({ ...on.command, proposed }, state);
  return { decided, framing, objection };
};

/** The key of what an attempt does to an account. */
export const payoutKey = (account: string, { date, attempt }: RunAttempt): string =>
  `payout/${account}/${date}${attempt === 1 ? '' : `/${attempt}`}`;

/** The attempt that such a key names; `undefined` for any other key. */
export const runOfKey = (account: AccountRef, key: string): RunAttempt | undefined => {
  const stream = accountStream(account);
  const [name = '', attempt = '1'] = key.slice(`payout/${stream}/`.length).split('/');
  const date = localDate(name);
  if (E.isLeft(date)) return undefined;
  const { program } = account;
  const run = { program, date: date.right, attempt: Number(attempt) };
  const named = { ...run, stream: payoutRunStream(payoutRunIdOf(program, date.right)) };
  return payoutKey(stream, named) === key ? named : undefined;
};

const onDate = async (past: Past, own: RecomputedAccount, { program: id, date, before, recordedAt }: RunAt) => {
  const executor = pastExecutor(past, { before, own, isWanted: () => false, asked: () => undefined });
  const program = await executor.load({ stream: programStream(id), decider: programDecider });
  if (E.isLeft(program)) return program;
  const loaded = await own.load(accountSubject(own.account));
  if (E.isLeft(loaded)) return loaded;
  const { state: settings } = program.right;
  if (settings === undefined) return E.left({ _tag: 'UnknownProgram' as const, program: id });
  const today = recordedAt === undefined ? date : dateOf(recordedAt, settings.timeZone);
  const { state } = loaded.right;
  const isTwoPerson = settings.approval === 'two-person';
  const on = await accountOnDate(executor, settings, { account: own.account, state }, { program: id, date, today });
  return E.isLeft(on) ? on : E.right({ on: on.right, state, isTwoPerson });
};

/** Whether the attempt was drawn up by then, and another person approved it. A discarded one may still have issued. */
const attemptOf = (told: readonly RecordedEvent[], { attempt, before }: RunAt) => {
  let current = 1;
  let prepared: RecordedEvent<'PayoutRunPrepared'> | undefined;
  let isApproved = false;
  for (const event of told) {
    if (Number(event.position) >= before) break;
    if (event.type === 'PayoutRunDiscarded') current += 1;
    if (attempt !== current) continue;
    if (event.type === 'PayoutRunPrepared') [prepared, isApproved] = [event, false];
    if (event.type === 'PayoutRunApproved' && prepared !== undefined)
      isApproved ||= !isSamePerson(event.data.approvedBy, prepared.data.preparedBy);
  }
  return { isPrepared: prepared !== undefined, isApproved };
};
