import { hash, randomBytes } from 'node:crypto';
import { canonicalJson } from '@commission-ledger/events';
import { toJson } from '@commission-ledger/money';
import { idSet } from '../verify/idSet.ts';
import type { PackedMovement } from './packedMovements.ts';

/**
 * The movements of a history, each as a mark of 8 bytes, so that a million of them fit into a few dozen megabytes. A key
 * that is drawn for each check goes into the marks: nobody can make up a line that has the mark of another.
 */
export type MovementMarks = Readonly<{
  /** Notes a movement of the events; `isDue` when a statement of the pack must have it. */
  note: (movement: PackedMovement, isDue: boolean) => void;
  /** Takes a movement into a statement: whether it was noted, in every field, and is in no statement yet. */
  take: (movement: PackedMovement) => boolean;
  /** Whether each that is due was taken. */
  isComplete: () => boolean;
  /** Whether this one was taken. */
  isTaken: (movement: PackedMovement) => boolean;
}>;

/** None yet. */
export const movementMarks = (): MovementMarks => {
  const key = randomBytes(32).toString('hex');
  const [due, others, taken] = [markSet(), markSet(), markSet()];
  let waiting = 0;
  const markOf = ({ amount, at, event, id, kind, occurredAt, revision, stream }: PackedMovement): Uint32Array => {
    const told = { amount: toJson(amount), at, event, id, kind, occurredAt, revision, stream };
    const digest = hash('sha256', key + canonicalJson(told), 'buffer');
    return Uint32Array.of(digest.readUInt32BE(0), digest.readUInt32BE(4));
  };
  return {
    note: (movement, isDue) => {
      const wasThere = (isDue ? due : others).add(markOf(movement));
      if (isDue && !wasThere) waiting += 1;
    },
    take: (movement) => {
      const mark = markOf(movement);
      if (taken.add(mark)) return false;
      // A mark that is in neither is in both afterwards, and taken: it is not taken twice.
      const isDue = due.add(mark);
      if (isDue) waiting -= 1;
      return isDue || others.add(mark);
    },
    isComplete: () => waiting === 0,
    isTaken: (movement) => taken.add(markOf(movement)),
  };
};

/** A set of marks that says, when one is added, whether it was there. */
const markSet = () => {
  const marks = idSet();
  return {
    add: (mark: Uint32Array): boolean => {
      let wasThere = false;
      marks.addAll(mark, () => {
        wasThere = true;
      });
      return wasThere;
    },
  };
};
