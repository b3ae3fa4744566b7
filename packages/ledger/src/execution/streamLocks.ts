/** Lets one caller at a time work on a stream, in the order in which they came. */
export type StreamLocks = <Result>(stream: string, work: () => Promise<Result>) => Promise<Result>;

/** Locks of one ledger instance. Other processes are kept apart by the expected revision, not by these. */
export const streamLocks = (): StreamLocks => {
  const last = new Map<string, Promise<unknown>>();
  return async (stream, work) => {
    const before = last.get(stream);
    const mine = before === undefined ? work() : before.then(work, work);
    last.set(stream, mine);
    try {
      return await mine;
    } finally {
      if (last.get(stream) === mine) last.delete(stream);
    }
  };
};
