import { StoreFailure } from '@commission-ledger/event-store';
import type { Checkpoint } from '@commission-ledger/projections';

import type { SqlValue } from './driver.ts';

/** The columns of {@link checkpointOf}. */
export const checkpointColumns = 'position, stream, revision, hash';

/** A row of `checkpoints`, checked. */
export const checkpointOf = (row: unknown): Checkpoint => {
  if (
    isObject(row) &&
    'position' in row &&
    typeof row.position === 'string' &&
    /^\d+$/.test(row.position) &&
    'stream' in row &&
    'revision' in row &&
    'hash' in row
  ) {
    const { stream, revision, hash } = row;
    const position = BigInt(row.position);
    if (typeof stream === 'string' && typeof revision === 'number' && typeof hash === 'string') {
      return { position, event: { stream, revision, hash } };
    }
    if (stream === null && revision === null && hash === null) return { position };
  }
  throw new StoreFailure(
    { _tag: 'Corrupt', problem: 'a row of checkpoints has an unexpected shape' },
    'The file is damaged: a row of checkpoints has an unexpected shape. Restore a backup, or rebuild the projection.',
  );
};

/** The values for {@link checkpointColumns}. */
export const checkpointValues = ({ position, event }: Checkpoint): readonly SqlValue[] => [
  position.toString(),
  event?.stream ?? null,
  event?.revision ?? null,
  event?.hash ?? null,
];

/** Whether two checkpoints are one and the same. */
export const sameCheckpoint = (one: Checkpoint, other: Checkpoint): boolean =>
  checkpointValues(one).every((value, index) => value === checkpointValues(other)[index]);

/** The name in the column `value`. */
export const nameOf = (row: unknown): string =>
  typeof row === 'object' && row !== null && 'value' in row ? String(row.value) : '';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
