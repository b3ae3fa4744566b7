import { CannotApply, type Projection } from '../projection.ts';
import { accountKey } from './accountEvent.ts';
import { movedAccountOf, owedBy } from './movements.ts';

/** The movements of an account that happened in one month of UTC, summed. */
export type MovementMonthDocument = Readonly<{
  /** `2026-03`. */
  month: string;
  /** What they add to what the program owes, in minor units. */
  owed: string;
  /** How many they are. */
  movements: number;
  /** The last of them to be recorded, whenever it happened. */
  last: number;
}>;

/** One document for each account and month: a statement's opening is a sum of months, however many movements they have. */
export const movementMonths: Projection<MovementMonthDocument> = {
  name: 'movement-months',
  version: 1,
  keysOf: (event) => {
    const account = movedAccountOf(event);
    return account === undefined ? [] : [`${accountKey(account)}/${monthOf(event)}`];
  },
  evolve: (document, event) => {
    if (document !== undefined && event.revision <= document.last)
      throw new CannotApply(`Event ${event.revision} of ${event.stream} came after event ${document.last}.`);
    return {
      month: monthOf(event),
      owed: `${BigInt(document?.owed ?? '0') + owedBy(event)}`,
      movements: (document?.movements ?? 0) + 1,
      last: event.revision,
    };
  },
};

const monthOf = ({ data }: Readonly<{ data: Readonly<{ occurredAt: string }> }>): string => data.occurredAt.slice(0, 7);
