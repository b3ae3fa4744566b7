import { hash } from 'node:crypto';

/**
 * Where a command key first stands: the account, by its number, the revision there and the position in the history; and
 * how many events the command recorded.
 */
export type KeyPlace = Readonly<{ account: number; revision: number; position: number; events: number }>;

/** What the policy asks of accounts under these keys, and what that may lead to. */
const OF_POLICY = /^(?:accrue|reverse|cancel)\//;
const BOOKED_BY_POLICY: ReadonlySet<string> = new Set([
  'AccrualPosted',
  'AccrualEvaluated',
  'AccrualReversed',
  'TrueUpPosted',
]);

/** Whether an event under that key says that the command was carried out: on what it cannot lead to, it says nothing. */
export const isSaidBy = (key: string, type: string): boolean => BOOKED_BY_POLICY.has(type) || !OF_POLICY.test(key);

/** Collects keys; `seal` makes them searchable. */
export type KeyCollection = Readonly<{
  add: (key: string, place: Omit<KeyPlace, 'events'>) => void;
  /** The command that was added last recorded one more. */
  addEvent: () => void;
  seal: () => KeyIndex;
}>;

/** Finds the places of a key. */
export type KeyIndex = Readonly<{ placesOf: (key: string) => readonly KeyPlace[] }>;

/**
 * Keeps 56 bytes for each key, however long that is, so that a million of them are some megabytes. Two keys are taken
 * for the same when 52 bits of their SHA-256 are, which among a million happens once in thousands of histories.
 */
export const collectKeys = (): KeyCollection => {
  const prints: number[] = [];
  const accounts: number[] = [];
  const revisions: number[] = [];
  const positions: number[] = [];
  const events: number[] = [];
  return {
    add: (key, { account, revision, position }) => {
      prints.push(fingerprint(key));
      accounts.push(account);
      revisions.push(revision);
      positions.push(position);
      events.push(1);
    },
    addEvent: () => {
      events.push((events.pop() ?? 0) + 1);
    },
    seal: () =>
      sealed(prints, (index) => ({
        account: accounts[index] ?? 0,
        revision: revisions[index] ?? 0,
        position: positions[index] ?? 0,
        events: events[index] ?? 1,
      })),
  };
};

/** Keys were added in the order of the history. */
const sealed = (prints: readonly number[], placeAt: (index: number) => KeyPlace): KeyIndex => {
  const order = Float64Array.from(prints.keys());
  order.sort((a, b) => (prints[a] ?? 0) - (prints[b] ?? 0) || a - b);
  const sorted = order.map((index) => prints[index] ?? 0);
  return {
    placesOf: (key) => {
      const print = fingerprint(key);
      const places: KeyPlace[] = [];
      for (let at = lowerBound(sorted, print); sorted[at] === print; at += 1) places.push(placeAt(order[at] ?? 0));
      return places;
    },
  };
};

const fingerprint = (key: string): number => Number.parseInt(hash('sha256', key).slice(0, 13), 16);

/** The first place at which the value could stand. */
const lowerBound = (sorted: Float64Array, value: number): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
};
