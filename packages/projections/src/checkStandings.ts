import type { StoredEvent } from '@commission-ledger/event-store';
import type { Standing } from './advance.ts';
import type { Checkpoint } from './documentStore.ts';
import { isInHistory } from './eventMark.ts';
import { isAfter } from './isAfter.ts';
import { storedName } from './projection.ts';
import type { CheckpointBeyondHead, CheckpointNotInHistory } from './projectionFailure.ts';
import type { ReadHistory } from './readHistory.ts';

/** The documents were made from another history than the one that is there now. */
export type OtherHistory = CheckpointBeyondHead | CheckpointNotInHistory;

/**
 * What is wrong with the checkpoints of projections, by their place; `undefined` is a checkpoint of this history. Most
 * projections stand at the same event, which is looked up once.
 */
export const checkStandings = async (
  store: ReadHistory,
  standings: readonly Standing[],
  head: StoredEvent | undefined,
): Promise<readonly (OtherHistory | undefined)[]> => {
  const lookUp = rememberingAnswers((checkpoint) => isInHistory(store, checkpoint, head));
  return Promise.all(
    standings.map(async ({ projection, checkpoint }): Promise<OtherHistory | undefined> => {
      if (checkpoint === undefined) return undefined;
      const name = storedName(projection);
      if (isAfter(checkpoint.position, head?.position))
        return {
          _tag: 'CheckpointBeyondHead',
          projection: name,
          checkpoint: checkpoint.position,
          head: head?.position,
        };
      if (await lookUp(checkpoint)) return undefined;
      return { _tag: 'CheckpointNotInHistory', projection: name, checkpoint };
    }),
  );
};

/** The same, for a run that must not go on when there is something wrong. */
export const firstOfOtherHistory = async (
  store: ReadHistory,
  standings: readonly Standing[],
  head: StoredEvent | undefined,
): Promise<OtherHistory | undefined> =>
  (await checkStandings(store, standings, head)).find((wrong) => wrong !== undefined);

const rememberingAnswers = (
  ask: (checkpoint: Checkpoint) => Promise<boolean>,
): ((checkpoint: Checkpoint) => Promise<boolean>) => {
  const answers = new Map<string, Promise<boolean>>();
  return (checkpoint) => {
    const { position, event } = checkpoint;
    const key = `${position} ${event?.stream} ${event?.revision} ${event?.hash}`;
    const known = answers.get(key) ?? ask(checkpoint);
    answers.set(key, known);
    return known;
  };
};
