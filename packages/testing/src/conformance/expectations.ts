import assert from 'node:assert/strict';

import type { AppendResult, EventStore, NewEvent, StoreFailureReason } from '@commission-ledger/event-store';

import { eventsIn, withoutPlace } from './sampleEvents.ts';

type Appended = Extract<AppendResult, { _tag: 'appended' }>;

/** The append went through; gives its result. */
export const expectAppended = (result: AppendResult): Appended => {
  if (result._tag === 'appended') return result;
  return assert.fail(`the append was not taken: ${result._tag}`);
};

/** The append was new. */
export const expectWritten = (result: AppendResult, revision: number): Appended => {
  const appended = expectAppended(result);
  assert.equal(appended.repeated, false, 'a new append is said to be a repetition');
  assert.equal(appended.revision, revision, 'the revision of the last event');
  return appended;
};

/** The promise rejects with a `StoreFailure` of the tag. By name: there may be two copies of the class. */
export const expectFailure = async (
  promise: Promise<unknown>,
  tag: StoreFailureReason['_tag'],
  about: string,
): Promise<void> => {
  const outcome = await promise.then(
    () => 'it resolved',
    (error: unknown) => tagOf(error),
  );
  assert.equal(outcome, tag, `${about}: the failure`);
};

/** Whether a promise rejected because the store was out of reach. By name: there may be two copies of the class. */
export const isUnavailable = (error: unknown): boolean => tagOf(error) === 'Unavailable';

const tagOf = (error: unknown): string => {
  if (!(error instanceof Error) || error.name !== 'StoreFailure') return `it rejected with ${String(error)}`;
  const reason = 'reason' in error ? error.reason : undefined;
  return typeof reason === 'object' && reason !== null && '_tag' in reason ? String(reason._tag) : 'no tag';
};

/** The stream holds exactly these events, with revisions 0, 1, 2 … and growing positions. */
export const expectStream = async (store: EventStore, stream: string, expected: readonly NewEvent[]): Promise<void> => {
  const stored = await eventsIn(store, stream);
  assert.deepEqual(stored.map(withoutPlace), expected.map(withoutPlace), `the events of ${stream}`);
  for (const [index, event] of stored.entries()) {
    assert.equal(event.stream, stream, 'the stream that an event names');
    assert.equal(event.revision, index, 'revisions are 0, 1, 2 … without gaps');
    const before = stored[index - 1];
    if (before) assert.ok(event.position > before.position, 'positions grow along a stream');
  }
};

/** The promise settles soon: a test that would wait for ever fails instead. */
export const soon = async <A>(promise: Promise<A>, what: string, milliseconds = 5_000): Promise<A> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = `${what} did not happen in ${milliseconds / 1_000} s`;
    timer = setTimeout(() => reject(new assert.AssertionError({ message })), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};
