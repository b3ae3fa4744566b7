import type { Look } from './retryWhileBusy.ts';

/** Whoever else is waiting has a turn after so long. */
const longestMs = 4;

/**
 * Looks that are asked for at the same time are done in one: a transaction costs as much as reading a few rows, and who
 * reads many streams at once pays for one. What cannot be read is looked at again alone, and fails nobody else.
 */
export const createSharedLook = (alone: Look): Look => {
  let waiting: Waiting[] = [];

  const lookForAll = (): void => {
    const asked = waiting;
    waiting = [];
    lookFor(alone, asked).catch((error: unknown) => {
      for (const { fail } of asked) fail(error);
    });
  };

  return <A>(work: () => A): Promise<A> =>
    new Promise((resolve, reject) => {
      const tryIt = (): (() => void) => {
        const found = work();
        return () => resolve(found);
      };
      waiting.push({ tryIt, again: () => alone(work).then(resolve, reject), fail: reject });
      if (waiting.length === 1) queueMicrotask(lookForAll);
    });
};

type Waiting = Readonly<{
  /** Does the work; what it gives back answers it. */
  tryIt: () => () => void;
  again: () => Promise<void>;
  fail: (error: unknown) => void;
}>;

const lookFor = async (alone: Look, asked: readonly Waiting[]): Promise<void> => {
  for (let first = 0; first < asked.length;) {
    const from = first;
    const answers = await alone(() => attempts(asked, from));
    first += answers.length;
    for (const answer of answers) answer();
  }
};

/** As many as there is time for, at least one. */
const attempts = (asked: readonly Waiting[], from: number): readonly (() => void)[] => {
  const answers: (() => void)[] = [];
  const until = performance.now() + longestMs;
  for (let index = from; index < asked.length; index += 1) {
    const one = asked[index];
    if (one !== undefined) answers.push(attempt(one));
    if (performance.now() > until) break;
  }
  return answers;
};

const attempt = ({ tryIt, again }: Waiting): (() => void) => {
  try {
    return tryIt();
  } catch {
    return () => void again();
  }
};
