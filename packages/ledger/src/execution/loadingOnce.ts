import type { Executor } from './executor.ts';

/** The same executor, for one piece of work: a stream is read when it is first asked for, and then stays as known. */
export const loadingOnce = (executor: Executor): Executor => {
  const loaded = new Set<string>();
  return {
    ...executor,
    load: (subject) => {
      if (loaded.has(subject.stream)) return executor.known(subject);
      loaded.add(subject.stream);
      return executor.load(subject);
    },
  };
};
