import { setTimeout as pause } from 'node:timers/promises';

import {
  type AppendResult,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  StoreFailure,
} from '../../packages/event-store/src/index.ts';
import { accrued } from '../../packages/projections/test/facts.ts';
import { framed } from '../../packages/projections/test/history.ts';

/** The one stream of the histories here: an account. */
export const stream = 'account-north.ada.EUR';

/**
 * So many accruals of 1 cent, 2 cents, 3 cents …, as the ledger would have recorded them.
 *
 * @param otherwiseFrom from this place on they are ten times as much: another history with the same beginning.
 */
export const accruals = (count: number, otherwiseFrom = count): readonly NewEvent[] =>
  framed(
    Array.from({ length: count }, (_, index) => {
      const amount = index < otherwiseFrom ? index + 1 : 10 * (index + 1);
      return accrued({ id: `a${index}`, amount, maturesOn: '2026-01-31' });
    }),
  ).map(({ event }) => event);

/** The first events, which are there before the fault, and those that meet it. */
export const written = accruals(5).slice(0, 2);
export const batch = accruals(5).slice(2);

/** What an append was answered with, in a word. */
export const answerOf = async (appending: Promise<AppendResult>): Promise<string> => {
  try {
    const result = await appending;
    if (result._tag !== 'appended') return result._tag;
    return result.repeated ? 'recognised as written' : 'appended';
  } catch (error) {
    return failureOf(error);
  }
};

/** The tag of a failure of a store. Anything else is a defect, and is thrown on. */
export const failureOf = (error: unknown): string => {
  if (error instanceof StoreFailure) return error.reason._tag;
  throw error;
};

/** How much of the batch is in the history. */
export const extentOf = async (store: EventStore): Promise<string> => {
  const ids: string[] = [];
  for await (const { id } of store.readStream(stream)) ids.push(id);
  const there = batch.map(({ id }) => ids.filter((each) => each === id).length);
  if (there.every((count) => count === 0)) return 'nothing written';
  if (there.some((count) => count > 1)) return 'written TWICE';
  return there.every((count) => count === 1) ? 'written' : 'TORN';
};

/** Whether the history is what was sent, byte for byte, in order, without a gap. */
export const contentOf = async (store: EventStore, sent: readonly NewEvent[]): Promise<string> => {
  const stored: string[] = [];
  for await (const { revision, id, type, body } of store.readStream(stream))
    stored.push([revision, id, type, body].join());
  const expected = sent.map(({ id, type, body }, revision) => [revision, id, type, body].join());
  return stored.join('\n') === expected.join('\n') ? 'stored once' : 'DIFFERENT from what was sent';
};

/** Where a batch is sent, and what then happens to it. */
export type Sending = Readonly<{
  store: EventStore;
  /** The fault; `send` is the append that is to meet it, if the fault does not make its own. */
  meet(send: () => Promise<AppendResult>): Promise<string>;
  /** The store to look into and to send again with, when it is another one afterwards. */
  afterwards?(): Promise<EventStore>;
}>;

/** Two events are there; three more meet the fault, and are then sent again until they are answered. */
export const sendThrough = async ({ store, meet, afterwards }: Sending): Promise<string> => {
  await store.append(stream, written, 'no-stream');
  const answer = await meet(() => store.append(stream, batch, 1));
  const after = (await afterwards?.()) ?? store;
  const extent = await patiently(() => extentOf(after));
  const again = await sendAgain(after, 1);
  const content = await contentOf(after, [...written, ...batch]);
  return `${answer}; ${extent}; sent again: ${again}; ${content}`;
};

const sendAgain = async (store: EventStore, expected: ExpectedRevision): Promise<string> =>
  patiently(async () => {
    const answer = await answerOf(store.append(stream, batch, expected));
    if (answer === 'Unavailable') throw new StoreFailure({ _tag: 'Unavailable', cause: answer }, answer);
    return answer;
  });

/** Does something again until the store can be reached. */
export const patiently = async <A>(attempt: () => Promise<A>): Promise<A> => {
  for (let left = 200; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0 || failureOf(error) !== 'Unavailable') throw error;
      await pause(20);
    }
  }
};
