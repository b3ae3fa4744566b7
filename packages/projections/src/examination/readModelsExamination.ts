import type { OtherHistory } from '../checkStandings.ts';
import type { ProjectionHalted } from '../projectionFailure.ts';
import type { DifferingDocument } from './differingDocuments.ts';

/** Something in the stored read models that the history does not give. `projection` is name and version. */
export type ReadModelFinding =
  | (DifferingDocument &
      Readonly<{
        projection: string;
        /** On the last one listed: how many more of the projection are missing, too many, or different like it. */
        others: number;
      }>)
  /** There are documents, and nothing says how far they go. */
  | Readonly<{ _tag: 'NoCheckpoint'; projection: string }>
  /** What says how far the documents go is not of this history; they were not compared. */
  | OtherHistory
  /** The documents go beyond an event at which the projection has to stop; they were not compared. */
  | ProjectionHalted
  /** What is stored cannot be read at all. */
  | Readonly<{ _tag: 'ReadModelsUnreadable'; problem: string }>;

/** What became of one read model. */
export type ExaminedReadModel = Readonly<{
  projection: string;
  /**
   * `refused`: a finding says why nothing could be compared. `absent`: it was never built, or cleared. `moving`: others
   * wrote to it all the time.
   */
  outcome: 'compared' | 'refused' | 'absent' | 'moving';
  /** How many documents were compared. */
  documents: number;
  /** It does not contain the whole history yet, which is no fault. */
  isBehind: boolean;
}>;

/** What holding stored read models against the history found, in the order of the projections. */
export type ReadModelsExamination = Readonly<{
  findings: readonly ReadModelFinding[];
  models: readonly ExaminedReadModel[];
}>;
