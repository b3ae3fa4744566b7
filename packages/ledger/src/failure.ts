import { type UnreadableEvent, describeUnreadableEvent } from '@commission-ledger/events';
import {
  type PublicationRefusal,
  type RatingRefusal,
  describePublicationRefusal,
  describeRatingRefusal,
} from '@commission-ledger/plans';
import { isRatingRefusal } from './policy/ratingRefusal.ts';
import { type Refusal, describeRefusal } from './refusal.ts';

/** A field of the input that cannot be read, by its path. */
export type InputProblem = Readonly<{ path: string; message: string }>;

/** A field in which a command differs from the one recorded under the same key. */
export type DifferingField = Readonly<{ field: string; recorded: unknown; requested: unknown }>;

/** What can keep any command from being recorded, whatever it says. */
type CommandFailure =
  | Readonly<{ _tag: 'InvalidInput'; problems: readonly InputProblem[] }>
  | Readonly<{ _tag: 'PlanRefused'; refusal: PublicationRefusal }>
  /** The key was used for a command with other content; that one stands. */
  | Readonly<{ _tag: 'KeyConflict'; key: string; stream: string; differing: readonly DifferingField[] }>
  /** Others kept writing to the stream; send the command again. */
  | Readonly<{ _tag: 'WrittenMeanwhile'; stream: string }>
  /** The store says no for now; send the command again. */
  | Readonly<{ _tag: 'StoreBusy' }>
  /** The store could not do its work; `message` says what to do. */
  | Readonly<{ _tag: 'StoreUnavailable'; message: string }>;

/**
 * Everything that can keep a command from being recorded. A refusal wrote nothing. When the store fails while a fact
 * is followed by its accruals, the fact may stand alone; sending the command again completes it.
 */
export type LedgerFailure = Refusal | RatingRefusal | UnreadableEvent | CommandFailure;

/** One sentence for what is wrong, one for what to do. */
export const describeFailure = (failure: LedgerFailure): string => {
  if (isCommandFailure(failure)) return describeCommandFailure(failure);
  if (isUnreadable(failure)) return describeUnreadableEvent(failure);
  if (isRatingRefusal(failure) && failure._tag !== 'OtherCurrency') return describeRatingRefusal(failure);
  return describeRefusal(failure);
};

const describeCommandFailure = (failure: CommandFailure): string => {
  switch (failure._tag) {
    case 'InvalidInput':
      return `The input cannot be read: ${failure.problems.map(({ path, message }) => `${path} ${message}`).join('; ')}. Correct it and send it again.`;
    case 'PlanRefused':
      return `The plan is not published: ${describePublicationRefusal(failure.refusal)}\nCorrect the document and publish it again.`;
    case 'KeyConflict':
      return `${failure.key} was recorded before with other content in ${failure.differing.map(describeDifference).join(', ')}. What was recorded stands; correct the command, or use another id.`;
    case 'WrittenMeanwhile':
      return `Others keep writing to ${failure.stream}. Nothing was written; send the command again.`;
    case 'StoreBusy':
      return 'Another process holds the store. Nothing was written; send the command again.';
    case 'StoreUnavailable':
      return failure.message;
  }
};

const describeDifference = ({ field, recorded, requested }: DifferingField): string =>
  `${field} (recorded ${show(recorded)}, now ${show(requested)})`;

const LONGEST_VALUE = 80;

const show = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
};

const COMMAND_FAILURES: ReadonlySet<string> = new Set<CommandFailure['_tag']>([
  'InvalidInput',
  'PlanRefused',
  'KeyConflict',
  'WrittenMeanwhile',
  'StoreBusy',
  'StoreUnavailable',
]);

const isCommandFailure = (failure: LedgerFailure): failure is CommandFailure => COMMAND_FAILURES.has(failure._tag);

const isUnreadable = (failure: LedgerFailure): failure is UnreadableEvent => 'revision' in failure;
