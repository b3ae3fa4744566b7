import type { FindingClass } from '../verify/verifyReport.ts';

/** What is wrong with a pack: with its events as with those of a ledger, or with its files. */
export type PackFindingClass =
  | FindingClass
  | 'file-missing'
  | 'file-added'
  | 'file-changed'
  | 'figures-differ'
  | 'not-proved';

/** One thing that is wrong, and where. `line` counts from 1; `null` where it is about the whole file. */
export type PackFinding = Readonly<{
  class: PackFindingClass;
  file: string;
  line: number | null;
  /** One sentence for what is wrong, and one for what to do, in English. */
  problem: string;
  advice: string;
}>;

/** A finding with the advice that goes with its class. */
export const packFinding = (
  found: PackFindingClass,
  at: string | Readonly<{ file: string; line: number }>,
  problem: string,
): PackFinding => {
  const { file, line } = typeof at === 'string' ? { file: at, line: null } : at;
  return { class: found, file, line, problem, advice: adviceFor(found) };
};

const adviceFor = (found: PackFindingClass): string => {
  switch (found) {
    case 'file-missing':
    case 'file-added':
    case 'file-changed':
      return 'Get the pack again from where it was made, and compare the SHA-256 of the manifest.';
    case 'figures-differ':
      return 'Do not rely on the figure: work it out from the events, and ask who made the pack how it came about.';
    case 'not-proved':
      return 'Do not rely on the amount until it is explained.';
    case 'bad-seal':
    case 're-signed':
      return 'Compare the seal with the note that was handed out when it was made, and the key with the one you were given.';
    case 'unprotected':
    case 'unreadable':
    case 'edited':
    case 'deleted':
    case 'inserted':
    case 'swapped':
    case 'renamed':
    case 'stream-dropped':
    case 'tail-truncated':
    case 'rolled-back':
    case 'two-histories':
      return 'Do not rely on the pack. Ask for the ledger itself to be verified, with somebody else watching.';
  }
};
