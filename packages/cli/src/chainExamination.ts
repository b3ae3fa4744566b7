import type { StoredEvent } from '@commission-ledger/event-store';
import type { SqliteFinding } from '@commission-ledger/event-store-sqlite';
import {
  type ChainState,
  type StreamHead,
  chainEnd,
  chainNext,
  chainStart,
  describeChainProblem,
  describeUnreadableEvent,
  readEvent,
} from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';

/** What the events say of themselves, as far as they have been met. */
export type ChainExamination = Readonly<{
  /** To be called with all events, stream by stream, each from its first revision on. */
  meet: (event: StoredEvent) => void;
  /** To be called when there are no more. */
  end: () => void;
  /** How many streams were met. */
  streams: () => number;
  /** Where each of them ended that is a whole chain. */
  heads: () => ReadonlyMap<string, StreamHead>;
  findings: () => readonly SqliteFinding[];
}>;

/** Later problems seldom say more than the first ones. */
const MOST_FINDINGS = 20;

/**
 * Checks that each stream is a whole chain, and that this release can read each event. A chain cannot tell that its last
 * event was changed, or is missing: that takes heads from elsewhere.
 *
 * @param known heads of streams, which may have grown since.
 */
export const chainExamination = (known: ReadonlyMap<string, StreamHead> = new Map()): ChainExamination => {
  const findings: SqliteFinding[] = [];
  const heads = new Map<string, StreamHead>();
  const met = new Set<string>();
  let state: ChainState | undefined;
  let stream = '';
  const report = (each: SqliteFinding): void => {
    if (findings.length < MOST_FINDINGS) findings.push(each);
  };
  const startOf = (name: string): ChainState => {
    const head = known.get(name);
    return chainStart({ stream: name, ...(head === undefined ? {} : { head }) });
  };
  const endStream = (): void => {
    if (state === undefined) return;
    const ended = chainEnd(state);
    if (E.isLeft(ended)) report(broken(describeChainProblem(ended.left)));
    else heads.set(stream, ended.right);
    state = undefined;
  };
  return {
    meet: (event) => {
      if (!met.has(event.stream)) {
        endStream();
        met.add(event.stream);
        [stream, state] = [event.stream, startOf(event.stream)];
      }
      // After its first problem a stream says nothing new.
      if (state === undefined) return;
      const next = chainNext(state, event);
      if (E.isLeft(next)) report(broken(describeChainProblem(next.left)));
      state = E.isLeft(next) ? undefined : next.right;
      const read = readEvent(event);
      if (state !== undefined && E.isLeft(read)) report(unread(read.left._tag, describeUnreadableEvent(read.left)));
    },
    end: () => {
      endStream();
      for (const name of known.keys()) {
        if (met.has(name)) continue;
        [stream, state] = [name, startOf(name)];
        endStream();
      }
    },
    streams: () => met.size,
    heads: () => heads,
    findings: () => findings,
  };
};

const broken = (problem: string): SqliteFinding => ({
  severity: 'error',
  check: 'chain',
  problem,
  advice: 'Stop paying from this ledger. Keep a copy of the file, and restore the last backup that doctor finds sound.',
});

const unread = (tag: string, problem: string): SqliteFinding => ({
  severity: tag === 'UnknownEventType' || tag === 'NewerSchema' ? 'warning' : 'error',
  check: 'events',
  problem,
  advice: 'The read models stop at this event, and nothing is paid that depends on it.',
});
