import type { AccountRef, EventData, EventOf, LedgerEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { payoutIdOf } from '../account/issuePayout.ts';
import type { Decider } from '../decider.ts';
import { isSamePerson } from '../isSamePerson.ts';
import type { Refusal } from '../refusal.ts';
import { standingFiles } from './standingFiles.ts';

/** A run as far as it has come. */
export type PayoutRunState = Readonly<{
  /** Which attempt this is, from 1 on: one more with every time that the run was discarded. */
  attempt: number;
  /** What is to be paid; `null` before the attempt is prepared. */
  prepared: EventData<'PayoutRunPrepared'> | null;
  approvedBy: string | null;
  completed: EventData<'PayoutRunCompleted'> | null;
  /** The account of each payout that any attempt meant to issue, by the id of the payout. */
  proposed: ReadonlyMap<string, AccountRef>;
  /** What went to banks and providers, in the order in which it was made. */
  files: readonly EventData<'PayoutFileMade'>[];
}>;

/** A step of a run: of the attempt that was looked at when it was decided on. */
export type RunStep = Readonly<{
  type: 'RunStep';
  attempt: number;
  fact: EventOf<'PayoutRunPrepared' | 'PayoutRunApproved' | 'PayoutRunDiscarded' | 'PayoutRunCompleted'>;
}>;

/** Commands offer the fact they want recorded. */
export type PayoutRunCommand = RunStep | EventOf<'PayoutFileMade'>;

/** The id of a program's run on a date. */
export const payoutRunIdOf = (program: string, date: string): string => `${date}-${program}`;

type Decision = E.Either<Refusal, readonly LedgerEvent[]>;

const decide = (command: PayoutRunCommand, state: PayoutRunState): Decision =>
  command.type === 'PayoutFileMade' ? makeFile(command, state) : take(command, state);

/** A step of an attempt that was discarded since changes nothing of the one that stands. */
const take = ({ fact, attempt }: RunStep, state: PayoutRunState): Decision => {
  const { run } = fact.data;
  const { prepared, approvedBy, completed } = state;
  const isStale = attempt !== state.attempt;
  if (isStale && fact.type !== 'PayoutRunApproved') return E.left({ _tag: 'RunDiscarded', run });
  if (fact.type === 'PayoutRunPrepared') return E.right(prepared === null ? [fact] : []);
  if (prepared === null) return E.left({ _tag: 'RunNotPrepared', run });
  switch (fact.type) {
    case 'PayoutRunCompleted':
      return E.right(completed === null ? [fact] : []);
    case 'PayoutRunDiscarded':
      return completed === null ? E.right([fact]) : E.left({ _tag: 'RunCompleted', run });
    case 'PayoutRunApproved': {
      const { approvedBy: person, proposalsHash: given } = fact.data;
      const { proposalsHash: standing, preparedBy } = prepared;
      if (isStale || given !== standing) return E.left({ _tag: 'ProposalsChanged', run, given, standing });
      if (approvedBy !== null) return E.right([]);
      return isSamePerson(person, preparedBy)
        ? E.left({ _tag: 'SamePerson', person, roles: 'author and approver of a payout run' })
        : E.right([fact]);
    }
  }
};

/**
 * A file is made of what was issued, once for each id of a file. A payout stands in one file: in another only where that
 * one replaces it.
 */
const makeFile = (fact: EventOf<'PayoutFileMade'>, state: PayoutRunState): Decision => {
  const { run, file, payouts, replaces } = fact.data;
  const { completed, files, proposed } = state;
  if (completed === null) return E.left({ _tag: 'RunNotIssued', run });
  if (files.some((made) => made.file === file)) return E.left({ _tag: 'PayoutFileExists', run, file });
  if (replaces !== undefined && !files.some((made) => made.file === replaces))
    return E.left({ _tag: 'UnknownPayoutFile', run, file: replaces });
  if (payouts.length === 0) return E.left({ _tag: 'PayoutFileIsEmpty', run, file });
  const standsIn = new Map(
    standingFiles(files, replaces).flatMap((made) => made.payouts.map((payout) => [payout, made.file] as const)),
  );
  for (const payout of payouts) {
    if (!proposed.has(payout)) return E.left({ _tag: 'PayoutNotOfRun', run, payout });
    const other = standsIn.get(payout);
    if (other !== undefined) return E.left({ _tag: 'PayoutInFile', run, file: other, payout });
    standsIn.set(payout, file);
  }
  return E.right([fact]);
};

/** What was proposed by the ids of its payouts. */
const proposedBy = ({
  program,
  date,
  proposals,
}: EventData<'PayoutRunPrepared'>): readonly (readonly [string, AccountRef])[] =>
  proposals.map(({ partner, amount: { currency } }) => {
    const account = { program, partner, currency };
    return [payoutIdOf(account, date), account];
  });

/** One payout run: prepared, perhaps discarded and prepared again, approved, completed, and sent to the bank. */
export const payoutRunDecider: Decider<PayoutRunCommand, PayoutRunState, Refusal> = {
  initial: () => ({ attempt: 1, prepared: null, approvedBy: null, completed: null, proposed: new Map(), files: [] }),
  decide,
  evolve: (state, event) => {
    if (event.type === 'PayoutRunPrepared')
      return { ...state, prepared: event.data, proposed: new Map([...state.proposed, ...proposedBy(event.data)]) };
    if (event.type === 'PayoutRunApproved') return { ...state, approvedBy: event.data.approvedBy };
    if (event.type === 'PayoutRunDiscarded')
      return { ...state, attempt: state.attempt + 1, prepared: null, approvedBy: null };
    if (event.type === 'PayoutRunCompleted') return { ...state, completed: event.data };
    return event.type === 'PayoutFileMade' ? { ...state, files: [...state.files, event.data] } : state;
  },
};
