import { describeProjectionFailure, type ReadModelFinding } from '@commission-ledger/projections';

/** What is wrong with read models beside a history. `projection` is name and version; positions are decimal text. */
export type ReadModelCause =
  /** The first field that differs, as a JSON pointer, with the JSON that stands there; `null` where nothing does. */
  | Readonly<{
      _tag: 'ReadModelDiffers';
      projection: string;
      key: string;
      pointer: string;
      stored: string | null;
      expected: string | null;
    }>
  /** The history gives a document under the key, and there is none. */
  | Readonly<{ _tag: 'ReadModelMissing'; projection: string; key: string }>
  /** There is a document that the history does not give. */
  | Readonly<{ _tag: 'ReadModelExtra'; projection: string; key: string }>
  /** Nothing says how far its documents go. */
  | Readonly<{ _tag: 'ReadModelWithoutEnd'; projection: string }>
  /** It is said to go further than the history. */
  | Readonly<{ _tag: 'ReadModelBeyond'; projection: string; position: string; head: string | null }>
  /** It is said to go up to an event that the history does not have there, or has otherwise. */
  | Readonly<{ _tag: 'ReadModelOfOtherHistory'; projection: string; position: string }>
  /** It is said to go beyond an event at which it has to stop. */
  | Readonly<{ _tag: 'ReadModelPastStop'; projection: string; problem: string }>
  | Readonly<{ _tag: 'ReadModelsUnreadable'; problem: string }>;

/** A finding of `examineReadModels`, as a report has it. */
export const readModelCause = (found: ReadModelFinding): ReadModelCause => {
  switch (found._tag) {
    case 'DocumentDiffers': {
      const { projection, key, pointer, stored, expected } = found;
      return { _tag: 'ReadModelDiffers', projection, key, pointer, stored, expected };
    }
    case 'DocumentMissing':
      return { _tag: 'ReadModelMissing', projection: found.projection, key: found.key };
    case 'DocumentExtra':
      return { _tag: 'ReadModelExtra', projection: found.projection, key: found.key };
    case 'NoCheckpoint':
      return { _tag: 'ReadModelWithoutEnd', projection: found.projection };
    case 'CheckpointBeyondHead': {
      const { projection, checkpoint, head } = found;
      return {
        _tag: 'ReadModelBeyond',
        projection,
        position: `${checkpoint}`,
        head: head === undefined ? null : `${head}`,
      };
    }
    case 'CheckpointNotInHistory': {
      const { projection, checkpoint } = found;
      return { _tag: 'ReadModelOfOtherHistory', projection, position: `${checkpoint.position}` };
    }
    case 'ProjectionHalted':
      return {
        _tag: 'ReadModelPastStop',
        projection: found.projection,
        problem: describeProjectionFailure(found),
      };
    case 'ReadModelsUnreadable':
      return found;
  }
};
