import type { LoggedEvent } from '../log/loggedEvent.ts';
import type { ReadOptions } from '../wire/requests.ts';
import type { ReadResponse } from '../wire/responses.ts';
import type { EventFilter } from './eventFilter.ts';
import type { Outgoing } from './outgoing.ts';
import { streamName } from './proposal.ts';
import { indexFrom } from './readingPosition.ts';
import { positionMessage } from './recordedEvent.ts';
import { streamDeleted } from './rpcStatus.ts';
import type { ServerNode } from './serverNode.ts';

/** How many new events the server holds for a subscriber that is live. */
const liveBuffer = 32;

/** Every event strictly after the start, then each new one, until the reader goes. */
export const subscribe = async (
  node: ServerNode,
  options: ReadOptions,
  filter: EventFilter | undefined,
  out: Outgoing,
): Promise<void> => {
  await out.send({ confirmation: { subscription_id: node.newId() } });
  await out.ready();
  const feed = options.stream === undefined ? allFeed(node, options, filter, out) : streamFeed(node, options, out);
  const changes = listen(node, out.over);
  // Whoever has more than this before it falls behind, and is told again when it has caught up.
  let burst = liveBuffer + 1;
  while (!out.isOver()) {
    changes.heard();
    if (await feed.advance()) {
      burst += 1;
      continue;
    }
    if (burst > liveBuffer) await feed.caughtUp();
    burst = 0;
    await changes.next();
  }
};

/** Where a subscription takes its events from. `advance` sends the next, if there is one, and says whether there was. */
type Feed = Readonly<{ advance(): Promise<boolean>; caughtUp(): Promise<void> }>;

const allFeed = (node: ServerNode, options: ReadOptions, filter: EventFilter | undefined, out: Outgoing): Feed => {
  const { from, position } = options.all ?? {};
  let log = node.readLog();
  let seen = from === 'position' ? BigInt(position?.commit_position ?? 0) : -1n;
  if (from === 'end') seen = log.all().at(-1)?.position ?? -1n;
  let index = indexFrom(log.all(), seen + 1n);
  let considered = 0;
  // Never the same twice, and not where nothing was considered.
  let checkpointed = seen;
  const checkpoint = async (): Promise<void> => {
    if (filter === undefined || seen <= checkpointed) return;
    checkpointed = seen;
    await out.send({ checkpoint: positionMessage(seen) });
  };
  return {
    advance: async () => {
      if (node.readLog() !== log) {
        log = node.readLog();
        index = indexFrom(log.all(), seen + 1n);
      }
      const event = log.all()[index];
      if (event === undefined) return false;
      index += 1;
      // After a start beyond the end, events up to that start are passed over without a word.
      if (event.position <= seen) return true;
      seen = event.position;
      considered += 1;
      if (filter?.accepts(event) !== false) await out.event(event);
      if (filter !== undefined && considered % filter.checkpointEvery === 0) await checkpoint();
      return true;
    },
    caughtUp: async () => {
      await checkpoint();
      await sayCaughtUp(node, out, seen < 0n ? {} : { position: positionMessage(seen) });
    },
  };
};

const streamFeed = (node: ServerNode, options: ReadOptions, out: Outgoing): Feed => {
  const stream = streamName(options.stream?.stream_identifier);
  const { from, revision } = options.stream ?? {};
  const eventsOf = (): readonly LoggedEvent[] => {
    const found = node.readLog().stream(stream);
    return found.kind === 'found' ? found.events : [];
  };
  let next = from === 'revision' ? BigInt(revision ?? 0) + 1n : 0n;
  if (from === 'end') next = BigInt(eventsOf().length);
  let hasBegun = false;
  return {
    advance: async () => {
      const found = node.readLog().stream(stream);
      if (found.kind === 'streamDeleted') {
        if (hasBegun) await sendTombstone(node, stream, out);
        out.fail(streamDeleted(stream));
        return false;
      }
      hasBegun = true;
      if (found.kind === 'notFound') return false;
      if (next < found.first) next = found.first;
      const event = found.events[Number(next)];
      if (event === undefined) return false;
      next += 1n;
      await out.event(event);
      return true;
    },
    caughtUp: () => sayCaughtUp(node, out, next === 0n ? {} : { stream_revision: String(next - 1n) }),
  };
};

/** A subscriber that is there when its stream ends gets the tombstone as an event. */
const sendTombstone = async (node: ServerNode, stream: string, out: Outgoing): Promise<void> => {
  const tombstone = node
    .readLog()
    .all()
    .findLast((event) => event.stream === stream);
  if (tombstone !== undefined) await out.event(tombstone);
};

const sayCaughtUp = async (
  node: ServerNode,
  out: Outgoing,
  place: NonNullable<ReadResponse['caught_up']>,
): Promise<void> => {
  switch (node.caughtUp) {
    case 'never':
      return undefined;
    case 'plain':
      return out.send({ caught_up: {} });
    case 'detailed': {
      const now = node.now();
      const timestamp = { seconds: String(Math.floor(now / 1000)), nanos: (now % 1000) * 1_000_000 };
      return out.send({ caught_up: { timestamp, ...place } });
    }
  }
};

/** Changes of what can be read: `next` resolves at the first since `heard`, or when the reader goes. */
const listen = (node: ServerNode, over: AbortSignal): Readonly<{ heard(): void; next(): Promise<void> }> => {
  let hasChanged = false;
  let wake: (() => void) | undefined;
  const changed = (): void => {
    hasChanged = true;
    wake?.();
  };
  const stop = node.onChange(changed);
  over.addEventListener('abort', () => {
    stop();
    changed();
  });
  return {
    heard: () => {
      hasChanged = over.aborted;
    },
    next: () =>
      new Promise((resolve) => {
        wake = resolve;
        if (hasChanged) resolve();
      }),
  };
};
