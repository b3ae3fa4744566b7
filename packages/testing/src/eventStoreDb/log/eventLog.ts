import { type CommitDecision, commitDecision, type Expectation } from './commitDecision.ts';
import { type LoggedEvent, type ProposedEvent, recordBytes, tombstoneRevision } from './loggedEvent.ts';
import { recentIds } from './recentIds.ts';
import { metastreamOf, originalOf, streamLimits, withTruncateBefore } from './streamMetadata.ts';

/** How an append ended. `revision` is that of the last event, -1 for a stream without any. */
export type AppendOutcome =
  | Readonly<{ kind: 'written' | 'repeated'; revision: bigint; position?: bigint }>
  | Readonly<{ kind: 'wrongExpectedVersion'; current: bigint }>
  | Readonly<{ kind: 'streamDeleted' }>;

/** How a removal ended. */
export type RemoveOutcome =
  | Readonly<{ kind: 'removed'; position: bigint }>
  | Exclude<AppendOutcome, { kind: 'written' | 'repeated' }>;

/** What a reader of one stream finds: `events` are all that remain, from the oldest on. */
export type StreamFound =
  | Readonly<{ kind: 'found'; events: readonly LoggedEvent[]; first: bigint }>
  | Readonly<{ kind: 'notFound' }>
  | Readonly<{ kind: 'streamDeleted' }>;

/** A copy of the log as it was once, for {@link EventLog.restore}. */
export type LogBackup = Readonly<{ events: readonly LoggedEvent[]; end: bigint }>;

/** The log of one server or of a cluster: its semantics without any network. */
export interface EventLog {
  /** Appends all events or none, by the rules of {@link commitDecision}. */
  append(stream: string, events: readonly ProposedEvent[], expected: Expectation): AppendOutcome;
  /** Softly: readers find nothing, and the next append continues the numbering. For good: nothing can follow. */
  remove(stream: string, expected: Expectation, forGood: boolean): RemoveOutcome;
  /** Everything in the order of positions, system events included. The array is live: it grows. */
  all(): readonly LoggedEvent[];
  stream(name: string): StreamFound;
  /** Calls back after every write and every restoration, until the returned function is called. */
  onChange(listener: () => void): () => void;
  backup(): LogBackup;
  /** Puts a backup in the place of the log. Without one, an empty log. Positions are used again, as on a real disk. */
  restore(backup?: LogBackup): void;
  /** What a restart does: the recent ids are forgotten. */
  forgetRecentIds(): void;
}

/** What the log takes from outside. */
export type EventLogOptions = Readonly<{
  /** Milliseconds since 1970. */
  now: () => number;
  /** A random UUID, for events that the server writes itself. */
  newId: () => string;
  /** How many bytes of recent ids are remembered: 8 MiB unless told otherwise, as in the server. */
  recentIdsBytes?: number;
  /** After so many appends the server writes statistics of its own into `$all`: 5. With 0 it never does. */
  appendsBetweenStatistics?: number;
}>;

/** Creates a log that starts with the server's own events, as every `$all` does. */
export const createEventLog = (options: EventLogOptions): EventLog => {
  const { now, newId, recentIdsBytes = 8 * 1024 * 1024, appendsBetweenStatistics = 5 } = options;
  const recent = recentIds(recentIdsBytes);
  const listeners = new Set<() => void>();
  let all: LoggedEvent[] = [];
  let streams = new Map<string, LoggedEvent[]>();
  let end = 0n;
  let appends = 0;

  const place = (event: LoggedEvent): void => {
    all.push(event);
    const events = streams.get(event.stream) ?? [];
    events.push(event);
    streams.set(event.stream, events);
  };
  const write = (stream: string, event: ProposedEvent, revision: bigint): LoggedEvent => {
    const logged = { ...event, stream, revision, position: end, created: BigInt(now()) * 10_000n };
    end += recordBytes(stream, event);
    place(logged);
    recent.remember(event.id, { stream, revision });
    return logged;
  };
  const writeOwn = (stream: string, type: string, data: Buffer): LoggedEvent => {
    const event = { id: newId(), type, contentType: 'application/json', data, metadata: Buffer.alloc(0) };
    return write(stream, event, BigInt(streams.get(stream)?.length ?? 0));
  };
  const begin = (): void => {
    writeOwn('$$$settings', '$metadata', Buffer.from('{}'));
    writeOwn('$user-admin', '$UserCreated', Buffer.from('{"loginName":"admin"}'));
    writeOwn('$users', '$User', Buffer.from('admin'));
  };

  const isTombstoned = (stream: string): boolean =>
    streams.get(originalOf(stream) ?? stream)?.at(-1)?.revision === tombstoneRevision;
  const headOf = (stream: string): bigint => BigInt(streams.get(stream)?.length ?? 0) - 1n;
  const metadataOf = (stream: string): Buffer | undefined => streams.get(metastreamOf(stream))?.at(-1)?.data;
  const isSoftDeleted = (stream: string): boolean =>
    streamLimits(stream, metadataOf(stream)).truncateBefore === tombstoneRevision;
  const find = (name: string): StreamFound => {
    if (isTombstoned(name)) return { kind: 'streamDeleted' };
    const events = streams.get(name);
    const { truncateBefore, maxCount } = streamLimits(name, metadataOf(name));
    if (events === undefined || truncateBefore === tombstoneRevision) return { kind: 'notFound' };
    const byCount = maxCount === undefined ? 0n : BigInt(events.length) - maxCount;
    return { kind: 'found', events, first: byCount > truncateBefore ? byCount : truncateBefore };
  };
  const decide = (
    stream: string,
    events: readonly Pick<ProposedEvent, 'id'>[],
    expected: Expectation,
  ): CommitDecision =>
    commitDecision(events, expected, {
      stream,
      head: headOf(stream),
      softDeleted: isSoftDeleted(stream),
      hasMetadata: metadataOf(stream) !== undefined,
      idAt: (revision) => streams.get(stream)?.[Number(revision)]?.id,
      recent,
    });
  const bringBack = (stream: string, revision: bigint): void => {
    writeOwn(metastreamOf(stream), '$metadata', withTruncateBefore(metadataOf(stream), revision));
  };
  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  const commit = (stream: string, events: readonly ProposedEvent[]): AppendOutcome => {
    const head = headOf(stream);
    const original = originalOf(stream);
    const wasDeleted = isSoftDeleted(stream);
    const originalWasDeleted = original !== undefined && isSoftDeleted(original);
    let last: LoggedEvent | undefined;
    for (const [index, event] of events.entries()) last = write(stream, event, head + 1n + BigInt(index));
    if (wasDeleted) bringBack(stream, head + 1n);
    if (originalWasDeleted) bringBack(original, headOf(original) + 1n);
    if (last === undefined) return { kind: 'written', revision: head };
    appends += 1;
    if (appendsBetweenStatistics > 0 && appends % appendsBetweenStatistics === 0) {
      writeOwn('$stats-127.0.0.1', '$statsCollected', Buffer.from(`{"es-writer-bytes":${end}}`));
    }
    changed();
    return { kind: 'written', revision: last.revision, position: last.position };
  };

  begin();
  return {
    append: (stream, events, expected) => {
      if (isTombstoned(stream)) return { kind: 'streamDeleted' };
      const decision = decide(stream, events, expected);
      switch (decision.kind) {
        case 'write':
          return commit(stream, events);
        case 'repeated': {
          // What no reader can see any more is known to have been written, but not where.
          const found = find(stream);
          const isThere = found.kind === 'found' && decision.last >= found.first;
          const position = isThere ? found.events[Number(decision.last)]?.position : undefined;
          return { kind: 'repeated', revision: decision.last, ...(position === undefined ? {} : { position }) };
        }
        case 'streamDeleted':
          return decision;
        case 'wrongExpectedVersion':
          return { ...decision, current: headOf(stream) };
      }
    },
    remove: (stream, expected, forGood) => {
      if (isTombstoned(stream)) return { kind: 'streamDeleted' };
      const id = newId();
      const decision = decide(stream, [{ id }], expected);
      if (decision.kind === 'streamDeleted') return decision;
      const hasAnything = headOf(stream) >= 0n || metadataOf(stream) !== undefined;
      if (decision.kind !== 'write' || !(forGood || hasAnything)) {
        return { kind: 'wrongExpectedVersion', current: headOf(stream) };
      }
      const tombstone = { id, type: '$streamDeleted', contentType: 'application/json', data: Buffer.from('{}') };
      const { position } = forGood
        ? write(stream, { ...tombstone, metadata: Buffer.alloc(0) }, tombstoneRevision)
        : writeOwn(metastreamOf(stream), '$metadata', withTruncateBefore(undefined, tombstoneRevision));
      changed();
      return { kind: 'removed', position };
    },
    all: () => all,
    stream: find,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    backup: () => ({ events: [...all], end }),
    restore: (backup) => {
      all = [];
      streams = new Map();
      end = 0n;
      recent.forget();
      if (backup === undefined) begin();
      for (const event of backup?.events ?? []) place(event);
      if (backup !== undefined) end = backup.end;
      changed();
    },
    forgetRecentIds: () => recent.forget(),
  };
};
