import { hash } from 'node:crypto';

/** Where a command key first stands: the account, by its number, and the position in the history. */
export type KeyPlace = Readonly<{ account: number; position: number }>;

/** Collects keys; `seal` makes them searchable. */
export type KeyCollection = Readonly<{
  add: (key: string, place: KeyPlace) => void;
  seal: () => KeyIndex;
}>;

/** Finds the places of a key. */
export type KeyIndex = Readonly<{ placesOf: (key: string) => readonly KeyPlace[] }>;

/**
 * Keeps 24 bytes for each key, however long that is, so that a million of them are a few megabytes. Two keys are taken
 * for the same when 52 bits of their SHA-256 are, which among a million happens once in thousands of histories.
 */
export const collectKeys = (): KeyCollection => {
  const prints: number[] = [];
  const accounts: number[] = [];
  const positions: number[] = [];
  return {
    add: (key, { account, position }) => {
      prints.push(fingerprint(key));
      accounts.push(account);
      positions.push(position);
    },
    seal: () => sealed(prints, accounts, positions),
  };
};

const sealed = (prints: readonly number[], accounts: readonly number[], positions: readonly number[]): KeyIndex => {
  const order = Float64Array.from(prints.keys());
  order.sort((a, b) => (prints[a] ?? 0) - (prints[b] ?? 0) || (positions[a] ?? 0) - (positions[b] ?? 0));
  const sorted = order.map((index) => prints[index] ?? 0);
  return {
    placesOf: (key) => {
      const print = fingerprint(key);
      const places: KeyPlace[] = [];
      for (let at = lowerBound(sorted, print); sorted[at] === print; at += 1) {
        const index = order[at] ?? 0;
        places.push({ account: accounts[index] ?? 0, position: positions[index] ?? 0 });
      }
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
