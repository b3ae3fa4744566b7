/** Where an event of the last few went. */
export type RecentEvent = Readonly<{ stream: string; revision: bigint }>;

/** The ids of the events written last, as far as they fit: the server forgets the oldest, and all when it restarts. */
export type RecentIds = Readonly<{
  find(id: string): RecentEvent | undefined;
  remember(id: string, event: RecentEvent): void;
  forget(): void;
}>;

/** What one entry counts, by the server's own estimate: the id, the revision, a reference, and the name in UTF-16. */
const entryBytes = (stream: string): number => 16 + 4 + 8 + 2 * stream.length;

/** @param capacity in bytes, counted as the server estimates them. */
export const recentIds = (capacity: number): RecentIds => {
  const entries = new Map<string, RecentEvent>();
  let bytes = 0;
  const drop = (id: string, { stream }: RecentEvent): void => {
    entries.delete(id);
    bytes -= entryBytes(stream);
  };
  return {
    find: (id) => entries.get(id),
    remember: (id, event) => {
      const known = entries.get(id);
      if (known !== undefined) drop(id, known);
      entries.set(id, event);
      bytes += entryBytes(event.stream);
      for (const [oldest, entry] of entries) {
        if (bytes <= capacity) return;
        drop(oldest, entry);
      }
    },
    forget: () => {
      entries.clear();
      bytes = 0;
    },
  };
};
