import { storeClosed } from './failureOf.ts';

/** Work that may be begun until somebody closes, who then waits for its end. */
export type UntilClosed = Readonly<{
  /** @throws StoreFailure `StoreClosed` once it is closed. */
  during<A>(work: () => Promise<A>): Promise<A>;
  close(): Promise<void>;
}>;

/** Open, with nothing begun. */
export const untilClosed = (): UntilClosed => {
  const begun = new Set<Promise<unknown>>();
  let closed = false;
  return {
    during: async (work) => {
      if (closed) throw storeClosed();
      const doing = work();
      begun.add(doing);
      try {
        return await doing;
      } finally {
        begun.delete(doing);
      }
    },
    close: async () => {
      closed = true;
      await Promise.allSettled(begun);
    },
  };
};
