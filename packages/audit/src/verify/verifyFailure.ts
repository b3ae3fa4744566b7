import type { NotAState } from './verifyState.ts';

/** Why nothing could be said about a history. */
export type VerifyFailure =
  /** The signal aborted. `state` is what to go on from. */
  | Readonly<{ _tag: 'Stopped'; state: string }>
  /** One of the notes that were kept outside is no seal; the first has the index 0. */
  | Readonly<{ _tag: 'NotANote'; index: number }>
  | NotAState;

/** One sentence for why nothing could be said. */
export const describeVerifyFailure = (failure: VerifyFailure): string => {
  switch (failure._tag) {
    case 'Stopped':
      return 'The verification was stopped before its end.';
    case 'NotANote':
      return `Note ${failure.index + 1} of those kept outside is no seal. Give the whole text, from its first line to the line with the signature.`;
    case 'NotAState':
      return `The saved state cannot be used: ${failure.problem}. Remove it, and begin anew.`;
  }
};
