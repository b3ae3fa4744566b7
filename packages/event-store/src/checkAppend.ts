import type { ExpectedRevision, NewEvent } from './eventStore.ts';
import { textProblem } from './storableText.ts';
import { StoreFailure } from './storeFailure.ts';

/** What an adapter takes at most in one append, in bytes of UTF-8 bodies, unless its options say otherwise: 16 MiB. */
export const defaultMaxAppendBytes = 16 * 1024 * 1024;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const longestName = 512;

/**
 * Refuses an append that breaks the port's contract, the same way in every adapter.
 *
 * Names (of streams and types) have 1 to 512 characters, no control characters, and do not start with `$`,
 * which EventStoreDB keeps for itself. Ids are UUIDs in lower case: servers return them in lower case, and
 * a retry is recognised by its exact id.
 *
 * @param maxBytes the most UTF-8 bytes that the bodies may have together.
 * @throws StoreFailure `InvalidAppend` or `TooLarge`.
 */
export const checkAppend = (
  stream: string,
  events: readonly NewEvent[],
  expected: ExpectedRevision,
  maxBytes: number = defaultMaxAppendBytes,
): void => {
  checkStreamName(stream);
  if (expected !== 'no-stream' && !isRevision(expected)) {
    throw invalid(`the expected revision ${String(expected)} is neither 'no-stream' nor a whole number from 0 up`);
  }
  if (!Array.isArray(events) || events.length === 0) throw invalid('there is no event to append');
  for (const [index, event] of events.entries()) checkEvent(event, index);
  checkSize(events, maxBytes);
};

/** @throws StoreFailure `InvalidAppend` when the name cannot be a stream's. */
export const checkStreamName = (stream: string): void => {
  const problem = nameProblem(stream);
  if (problem !== undefined) throw invalid(`the stream name ${problem}`);
};

const isRevision = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

const checkEvent = (event: NewEvent, index: number): void => {
  if (typeof event !== 'object' || event === null) throw invalid(`event ${index} is no object`);
  if (typeof event.id !== 'string' || !uuid.test(event.id)) {
    throw invalid(`the id of event ${index} is no UUID in lower case`);
  }
  const typeProblem = nameProblem(event.type);
  if (typeProblem !== undefined) throw invalid(`the type of event ${index} ${typeProblem}`);
  const bodyProblem = textProblem(event.body);
  if (bodyProblem !== undefined) throw invalid(`the body of event ${index} ${bodyProblem}`);
};

const nameProblem = (name: unknown): string | undefined => {
  const problem = textProblem(name);
  if (problem !== undefined || typeof name !== 'string') return problem;
  if (name === '') return 'is empty';
  if (name.length > longestName) return `is longer than ${longestName} characters`;
  if (name.startsWith('$')) return 'starts with $';
  return /\p{Cc}/u.test(name) ? 'contains a control character' : undefined;
};

const checkSize = (events: readonly NewEvent[], limit: number): void => {
  // A character has at most three bytes: most appends need no counting.
  let most = 0;
  for (const { body } of events) most += body.length * 3;
  if (most <= limit) return;
  const bytes = events.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
  if (bytes <= limit) return;
  throw new StoreFailure(
    { _tag: 'TooLarge', bytes, limit },
    `The append has ${bytes} bytes; the store takes ${limit}. Split the import into smaller commands.`,
  );
};

const invalid = (problem: string): StoreFailure =>
  new StoreFailure({ _tag: 'InvalidAppend', problem }, `Nothing was appended: ${problem}.`);
