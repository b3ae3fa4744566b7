import { startOfDay, type TimeZone } from '@commission-ledger/calendar';
import {
  canonicalJson,
  commandHashOf,
  eventIdOf,
  hashOf,
  jsonOf,
  programStream,
  type EventData,
  type RecordedEvent,
} from '@commission-ledger/events';
import {
  payoutRunIdOf,
  programDecider,
  runCommand,
  runSubject,
  totalsOf,
  type LedgerFailure,
} from '@commission-ledger/ledger';
import { toJson, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { comparePair, differenceOf } from './comparePair.ts';
import { isAsTold, type Framing } from './framing.ts';
import type { Past } from './pastExecutor.ts';
import { withData } from './reframed.ts';
import { attemptKey, type RunShare } from './runShare.ts';
import type { RunAttempt } from './survey.ts';
import type { Tally } from './tally.ts';

/** A run to go through, and what every account of its program has to do with runs, in the order of their streams. */
export type RunWork = Readonly<{
  run: Omit<RunAttempt, 'attempt'>;
  shares: readonly RunShare[];
  /** What stands before this position is taken as it is. */
  since: number | undefined;
}>;

type Run = ReturnType<ReturnType<typeof runSubject>['decider']['initial']>;
type Command = Parameters<ReturnType<typeof runSubject>['decider']['decide']>[0];

/** The command that led to a step, and what its frame should say. */
type Derived = Readonly<{ command: Command; framing: Framing }>;

/**
 * Goes through a payout run: what it proposed is compared with what was due in every account when it was drawn up, what
 * was approved with that, and what it says of its end, and of files for the bank, with the payouts.
 */
export const judgeRun = async (
  { past, tally }: Readonly<{ past: Past; tally: Tally }>,
  { run, shares, since }: RunWork,
): Promise<E.Either<LedgerFailure, undefined>> => {
  const { stream, program, date } = run;
  const told = await past.streams.eventsOf(stream);
  if (E.isLeft(told)) return told;
  const { decider } = runSubject(run);
  const own = { stream, idOf: (key: string, index: number) => eventIdOf(past.ledger, key, index) };
  let state: Run = decider.initial();
  for (const posted of told.right) {
    if (since !== undefined && Number(posted.position) < since) {
      state = decider.evolve(state, posted);
      continue;
    }
    const loaded = await past.streams.load(
      { stream: programStream(program), decider: programDecider },
      Number(posted.position),
    );
    if (E.isLeft(loaded)) return loaded;
    const zone = loaded.right.state?.timeZone;
    const derived = zone && derivedStep(posted, { program, date, stream, state, shares, zone });
    const decided = derived && decider.decide(derived.command, state);
    const key = posted.commandKey;
    const pair = { posted, recomputed: decided && E.isRight(decided) ? decided.right[0] : undefined, index: 0 };
    if (decided !== undefined && E.isLeft(decided)) {
      tally.differs({ ...differenceOf(own, pair, key), reason: 'refused', detail: decided.left._tag });
      continue;
    }
    const differs = comparePair(tally, own, pair, { key, framing: derived?.framing ?? {}, detail: '' });
    if (pair.recomputed !== undefined)
      state = decider.evolve(state, (differs ? withData(posted, jsonOf(pair.recomputed)) : undefined) ?? posted);
  }
  return E.right(undefined);
};

/** Where a run stands when it takes a step. */
type Standing = Omit<RunAttempt, 'attempt'> & Readonly<{ state: Run; shares: readonly RunShare[]; zone: TimeZone }>;

/** The step again; `undefined` for what is no step of a run. Who takes it is as recorded, and so is why it is dropped. */
const derivedStep = (posted: RecordedEvent, standing: Standing): Derived | undefined => {
  const { state, program, date } = standing;
  const run = payoutRunIdOf(program, date);
  const { actor, correlation } = posted;
  const asStep = (name: string, fact: Step, more: Readonly<Record<string, string>> = {}): Derived => {
    const { command, key, hash } = runCommand(name, standing, state.attempt, fact, { actor, correlation }, more);
    return { command, framing: { commandKey: key, commandHash: hash, causation: null } };
  };
  const occurredAt = startOfDay(date, standing.zone);
  if (posted.type === 'PayoutRunPrepared') return asStep('prepare', preparedIn(standing, actor));
  if (posted.type === 'PayoutRunApproved') {
    const proposalsHash = state.prepared?.proposalsHash ?? posted.data.proposalsHash;
    const data = { run, approvedBy: actor, proposalsHash, occurredAt };
    return asStep('approve', { type: posted.type, data });
  }
  if (posted.type === 'PayoutRunCompleted')
    return asStep('complete', { type: posted.type, data: { run, ...endOf(standing), occurredAt } });
  if (posted.type === 'PayoutRunDiscarded') {
    const data = { ...posted.data, run, by: actor };
    return asStep('discard', { type: posted.type, data }, { reason: data.reason });
  }
  return posted.type === 'PayoutFileMade' ? fileOf(posted, standing) : undefined;
};

type Step = Parameters<typeof runCommand>[3];

const preparedIn = ({ program, date, stream, state, shares, zone }: Standing, preparedBy: string): Step => {
  const attempt = attemptKey({ program, date, stream, attempt: state.attempt });
  const proposals = shares.flatMap((share) => share.proposals.get(attempt) ?? []);
  const json = proposals.map(({ amount, ...proposal }) => ({ ...proposal, amount: toJson(amount) }));
  const about = { run: payoutRunIdOf(program, date), program, date, proposals };
  const proposalsHash = hashOf(canonicalJson(json));
  return {
    type: 'PayoutRunPrepared',
    data: { ...about, proposalsHash, preparedBy, occurredAt: startOfDay(date, zone) },
  };
};

/** What came of each account: by this attempt, or by an earlier one that had issued when it was discarded. */
const endOf = ({ state, shares, ...run }: Standing): Omit<EventData<'PayoutRunCompleted'>, 'run' | 'occurredAt'> => {
  const issued: Money[] = [];
  let deferred = 0;
  for (const { outcomes } of shares) {
    const attempts = Array.from({ length: state.attempt }, (_, index) => state.attempt - index);
    const [outcome] = attempts.flatMap((attempt) => {
      const came = outcomes.get(attemptKey({ ...run, attempt }));
      return came === undefined || (came === 'deferred' && attempt < state.attempt) ? [] : [came];
    });
    if (outcome === 'deferred') deferred += 1;
    else if (outcome !== undefined) issued.push(outcome);
  }
  return { issued: issued.length, deferred, totals: totalsOf(issued) };
};

/** A file says what arrives of the payouts in it, added up by currency. */
const fileOf = (posted: RecordedEvent<'PayoutFileMade'>, { program, date, shares }: Standing): Derived => {
  const { type, data } = posted;
  const amounts = data.payouts.flatMap((payout) => shares.flatMap(({ arriving }) => arriving.get(payout) ?? []));
  const fact = { type, data: { ...data, run: payoutRunIdOf(program, date), totals: totalsOf(amounts) } };
  const json = jsonOf(fact);
  return { command: fact, framing: isAsTold(posted, json) ? {} : { commandHash: commandHashOf({ type, ...json }) } };
};
