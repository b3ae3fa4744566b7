import type { CommandMeta, Ledger, LedgerFailure, Result } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { type FactJson, hostFactOf } from '../mapping/hostFacts.ts';
import type { PendingFact } from '../sort/pendingFact.ts';
import { phasesOf } from './phases.ts';
import { triggersOf } from './windows.ts';

/** Who is told what became of the facts. */
export type Listener = Readonly<{
  isRefused: (fact: PendingFact) => boolean;
  recorded: (fact: PendingFact, repeated: boolean) => void;
  refused: (fact: PendingFact, failure: LedgerFailure) => void;
}>;

/** Where the facts go. */
export type Target = Readonly<{ ledger: Ledger; correlationOf: (source: number) => string }>;

/**
 * Records the facts of a window and accrues for them, in their order. A refusal concerns one row, whose later facts are
 * left out; the left is what keeps the ledger from going on at all.
 */
export const applyWindow = async (
  window: readonly PendingFact[],
  target: Target,
  listener: Listener,
): Promise<E.Either<LedgerFailure, void>> => {
  const recorded = new Set<PendingFact>();
  for (const phase of phasesOf(window)) {
    const facts = phase.filter((fact) => !listener.isRefused(fact));
    const results = await Promise.all(facts.map((fact) => send(fact, target)));
    let fatal: LedgerFailure | undefined;
    for (const [index, fact] of facts.entries()) {
      const result = results[index];
      if (result === undefined) throw new Error('A fact was not sent.');
      if (E.isRight(result)) {
        recorded.add(fact);
        listener.recorded(fact, result.right.repeated);
      } else if (stopsTheLedger(result.left)) fatal ??= result.left;
      else listener.refused(fact, result.left);
    }
    if (fatal !== undefined) return E.left(fatal);
  }
  return accrue(
    window.filter((fact) => recorded.has(fact)),
    target.ledger,
    listener,
  );
};

type Send = (input: FactJson, meta: CommandMeta) => Result;

/** Whether it is the command that takes facts of this type; their data has passed the codec of the type. */
const isSend = (command: unknown): command is Send => typeof command === 'function';

const send = ({ type, data, source }: PendingFact, { ledger, correlationOf }: Target): Result => {
  const command: unknown = ledger[hostFactOf(type).send];
  if (!isSend(command)) throw new Error(`The ledger has no command for ${type}.`);
  return command(data, { correlation: correlationOf(source) });
};

/** For all at once, and one by one only if one of them cannot be accrued for: then it is told which. */
const accrue = async (
  facts: readonly PendingFact[],
  ledger: Ledger,
  listener: Listener,
): Promise<E.Either<LedgerFailure, void>> => {
  const causes = facts.flatMap((fact) => triggersOf(fact).map((trigger) => ({ fact, trigger })));
  if (causes.length === 0) return E.right(undefined);
  const all = await ledger.accrueFor(causes.map(({ trigger }) => trigger));
  if (E.isRight(all)) return E.right(undefined);
  if (stopsTheLedger(all.left)) return all;
  for (const { fact, trigger } of causes) {
    const one = await ledger.accrueFor([trigger]);
    if (E.isRight(one)) continue;
    if (stopsTheLedger(one.left)) return one;
    listener.refused(fact, one.left);
  }
  return E.right(undefined);
};

/** The store or the history is not in order, so that no other fact would fare better. */
const stopsTheLedger = (failure: LedgerFailure): boolean =>
  [
    'StoreUnavailable',
    'StoreBusy',
    'WrittenMeanwhile',
    'NotAFrame',
    'FrameMisplaced',
    'UnknownEventType',
    'NewerSchema',
    'MalformedData',
  ].includes(failure._tag);
