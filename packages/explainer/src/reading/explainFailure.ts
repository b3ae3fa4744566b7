import type { StoreFailure } from '@commission-ledger/event-store';
import { describeUnreadableEvent, type UnreadableEvent } from '@commission-ledger/events';
import type { EventAt, ReferenceKind } from './references.ts';

/** Why there is no explanation. Data: branch on `_tag`, show {@link describeExplainFailure}. */
export type ExplainFailure =
  | Readonly<{ _tag: 'UnknownSubject'; subject: string }>
  /** Something that the subject rests on is not in the index: it has not caught up, or is damaged. */
  | Readonly<{ _tag: 'NotIndexed'; kind: ReferenceKind; id: string }>
  | Readonly<{ _tag: 'MissingEvent'; at: EventAt }>
  /** The event that was referred to is another one. */
  | Readonly<{ _tag: 'OtherEvent'; at: EventAt; expected: string; found: string }>
  | UnreadableEvent
  /** The plan version is not the text that was applied. */
  | Readonly<{ _tag: 'OtherPlan'; plan: string; version: number; applied: string; published: string }>
  | DoesNotMatchReceipt
  /** What was asked cannot be asked like this. */
  | Readonly<{ _tag: 'InvalidQuestion'; field: string; problem: string }>
  | Readonly<{ _tag: 'NotInPayout'; payout: string; entry: string; lines: number }>
  | Readonly<{ _tag: 'StoreFailed'; failure: StoreFailure }>;

/**
 * What was booked is not what the calculation, done again, gives. The amount is not explained: somebody has to look.
 * `path` is the first place, in the data of the event that booked `subject`, where the two differ.
 */
export type DoesNotMatchReceipt = Readonly<{
  _tag: 'DoesNotMatchReceipt';
  subject: string;
  path: string;
  recorded: string;
  computed: string;
}>;

/** One sentence for what is wrong, one for what to do. */
export const describeExplainFailure = (failure: ExplainFailure): string => {
  switch (failure._tag) {
    case 'UnknownSubject':
      return `Nothing is known under ${quoted(failure.subject)}. Give a payout (PO-…), an entry (acr-…, rev-…), a deal, a lead, an account (program.partner.EUR) or its month (…/2026-07).`;
    case 'NotIndexed':
      return `The ${failure.kind} ${quoted(failure.id)} is not in the index. Let the read models catch up, then ask again.`;
    case 'MissingEvent':
      return `Event ${failure.at.revision} of ${quoted(failure.at.stream)} is missing. Verify the history against a copy.`;
    case 'OtherEvent':
      return `Event ${failure.at.revision} of ${quoted(failure.at.stream)} is a ${quoted(failure.found)}, not a ${failure.expected}. Rebuild the read models, then ask again.`;
    case 'OtherPlan':
      return `Plan ${quoted(failure.plan)} version ${failure.version} is not the text that was applied: its hash is ${failure.published}, not ${failure.applied}. Verify the history against a copy.`;
    case 'DoesNotMatchReceipt':
      return `${quoted(failure.subject)} cannot be explained: at ${quoted(failure.path)} was booked ${quoted(failure.recorded)}, but the calculation done again gives ${quoted(failure.computed)}. Verify the history, and have the entry corrected.`;
    case 'InvalidQuestion':
      return `${failure.field} ${failure.problem}.`;
    case 'NotInPayout':
      return `${quoted(failure.entry)} is none of the ${failure.lines} lines of ${quoted(failure.payout)}.`;
    case 'StoreFailed':
      return failure.failure.message;
    case 'NotAFrame':
    case 'FrameMisplaced':
    case 'UnknownEventType':
    case 'NewerSchema':
    case 'MalformedData':
      return describeUnreadableEvent(failure);
  }
};

/** Thrown when an amount is not the sum of its addends: a defect, never hidden and never caught. */
export class Unexplained extends Error {
  override readonly name = 'Unexplained';
}

/** Shortened and printable, whatever was stored. */
const quoted = (text: string): string => JSON.stringify(text.slice(0, 80)).slice(1, -1);
