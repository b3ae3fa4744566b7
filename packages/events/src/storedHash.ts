import { hashOf } from './frame.ts';

type Stored = Readonly<{ body: string }>;

const known = new WeakMap<Stored, string>();

/** {@link hashOf} of a stored event, taken from {@link rememberHash} when that very object went through it. */
export const storedHash = (stored: Stored): string => known.get(stored) ?? hashOf(stored.body);

/** The hash of a stored event, computed here and kept for as long as the object lives: who verifies and then reads hashes once. */
export const rememberHash = (stored: Stored): string => {
  const hash = hashOf(stored.body);
  known.set(stored, hash);
  return hash;
};
