import type { StoreFailure } from '@commission-ledger/event-store';
import { describeExplainFailure, type ExplainFailure } from '@commission-ledger/explainer';
import { describeProjectionFailure, type ProjectionFailure } from '@commission-ledger/projections';
import { describeSealFailure, type SealFailure } from '@commission-ledger/seals';

/** Why there is no pack. What was put so far is of no use. */
export type EvidenceFailure =
  /** An event is not what was recorded, or one is missing: a pack of it would prove nothing. */
  | Readonly<{ _tag: 'HistoryNotSound'; stream: string; revision: number; problem: string }>
  /** A seal says something else about the history than the history does. */
  | Readonly<{ _tag: 'SealDiffers'; size: number }>
  | Readonly<{ _tag: 'SealsNotRead'; failure: SealFailure }>
  /** The history changed between two readings of it. */
  | Readonly<{ _tag: 'ChangedMeanwhile'; stream: string }>
  /** Nothing was recorded, or not by then. */
  | Readonly<{ _tag: 'NothingRecorded' }>
  | Readonly<{ _tag: 'UnknownProgram'; program: string }>
  | Readonly<{ _tag: 'UnknownPartner'; partner: string }>
  /** The read models do not all end at the same event. */
  | Readonly<{ _tag: 'ReadModelsApart' }>
  | Readonly<{ _tag: 'StoreFailed'; failure: StoreFailure }>
  | Readonly<{ _tag: 'ReadModelsNotMade'; failure: ProjectionFailure }>
  /** A sampled amount could not be calculated again. */
  | Readonly<{ _tag: 'NotProved'; subject: string; failure: ExplainFailure }>;

/** One sentence for what is wrong, one for what to do. */
export const describeEvidenceFailure = (failure: EvidenceFailure): string => {
  switch (failure._tag) {
    case 'HistoryNotSound':
      return `Event ${failure.revision} of ${failure.stream} is not as it was recorded: ${failure.problem}. Verify the ledger, and compare it with a backup.`;
    case 'SealDiffers':
      return `The history is not the one that was sealed at ${failure.size} events. Verify the ledger, and compare it with a backup.`;
    case 'SealsNotRead':
      return describeSealFailure(failure.failure);
    case 'ChangedMeanwhile':
      return `${failure.stream} was another when it was read again. Verify the ledger, then make the pack again.`;
    case 'NothingRecorded':
      return 'Nothing had been recorded by then. Ask for a later moment.';
    case 'UnknownProgram':
      return `There is no program ${failure.program} in what was recorded by then. Check its id.`;
    case 'UnknownPartner':
      return `There is no partner ${failure.partner} in what was recorded by then. Check the id.`;
    case 'ReadModelsApart':
      return 'The read models do not all end at the same event. Bring them up to date and make the pack again.';
    case 'StoreFailed':
      return failure.failure.message;
    case 'ReadModelsNotMade':
      return describeProjectionFailure(failure.failure);
    case 'NotProved':
      return `${failure.subject} is in the sample and could not be proved: ${describeExplainFailure(failure.failure)} Recalculate the ledger to see whether it is alone.`;
  }
};

/** Ends a pack in the middle of a file; whoever makes the pack answers with the failure. */
export class PackStopped extends Error {
  override readonly name = 'PackStopped';
  readonly failure: EvidenceFailure;

  constructor(failure: EvidenceFailure) {
    super(describeEvidenceFailure(failure));
    this.failure = failure;
  }
}
