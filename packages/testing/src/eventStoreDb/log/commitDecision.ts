import type { ProposedEvent } from './loggedEvent.ts';
import type { RecentIds } from './recentIds.ts';

/** What a writer says the stream must look like: an exact revision, or one of the three words of the protocol. */
export type Expectation = bigint | 'no_stream' | 'any' | 'stream_exists';

/** What the decision looks at. */
export type StreamSituation = Readonly<{
  stream: string;
  /** Of the last event, -1 when there is none. */
  head: bigint;
  softDeleted: boolean;
  hasMetadata: boolean;
  /** The id at a revision, if there is one. */
  idAt(revision: bigint): string | undefined;
  recent: RecentIds;
}>;

/** Write; answer as if written (from one revision to another, which were written before); or refuse. */
export type CommitDecision =
  | Readonly<{ kind: 'write' }>
  | Readonly<{ kind: 'repeated'; last: bigint }>
  | Readonly<{ kind: 'wrongExpectedVersion' }>
  | Readonly<{ kind: 'streamDeleted' }>;

const write: CommitDecision = { kind: 'write' };
const wrong: CommitDecision = { kind: 'wrongExpectedVersion' };

/**
 * Decides an append as the server does, weaknesses included.
 *
 * - An exact revision below the head: a repetition if every id stands where it would have been written, else a conflict.
 * - The exact head: written, and no id is looked at, even one that the stream has already.
 * - `any` and `stream_exists`: only ids among the recent ones, of the same stream, are recognised. If the first is new,
 *   all are written; if the first is known and a later one is not, that is a conflict.
 * - `stream_exists` on a stream that was deleted softly is told that it is deleted, as if for good.
 * - Bodies are never compared.
 */
export const commitDecision = (
  events: readonly Pick<ProposedEvent, 'id'>[],
  expected: Expectation,
  situation: StreamSituation,
): CommitDecision => {
  if (expected === 'any') return byRecentIds(events, situation);
  if (expected === 'stream_exists') {
    if (situation.softDeleted) return { kind: 'streamDeleted' };
    return situation.head >= 0n || situation.hasMetadata ? byRecentIds(events, situation) : wrong;
  }
  return byRevision(events, expected === 'no_stream' ? -1n : expected, situation);
};

const byRecentIds = (events: readonly Pick<ProposedEvent, 'id'>[], situation: StreamSituation): CommitDecision => {
  let last: bigint | undefined;
  for (const { id } of events) {
    const known = situation.recent.find(id);
    if (known === undefined || known.stream !== situation.stream) return last === undefined ? write : wrong;
    last = known.revision;
  }
  return last === undefined ? write : { kind: 'repeated', last };
};

const byRevision = (
  events: readonly Pick<ProposedEvent, 'id'>[],
  expected: bigint,
  { head, softDeleted, idAt }: StreamSituation,
): CommitDecision => {
  if (expected > head) return wrong;
  if (expected === head) return write;
  let revision = expected;
  for (const { id } of events) {
    revision += 1n;
    if (idAt(revision) === id) continue;
    const isFirst = revision === expected + 1n;
    return isFirst && expected === -1n && softDeleted ? write : wrong;
  }
  return revision === expected ? wrong : { kind: 'repeated', last: revision };
};
