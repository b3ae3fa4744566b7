import { StoreFailure } from '@commission-ledger/event-store';

import { send } from './append.ts';
import { failureOf, kindOf } from './clientError.ts';
import type { Connection } from './connection.ts';
import { toEventData } from './eventForm.ts';

/**
 * Proves that client and server refuse a wrong revision, by an append that nothing can take: to a stream of its
 * own, after an event that is not there. A client that does not know the option it is given appends without any
 * check, and says nothing. Writes nothing, unless the check is broken; the event then left behind is passed over.
 *
 * @throws StoreFailure `NotALedger` when the append is taken.
 */
export const proveRevisionCheck = async (connection: Connection): Promise<void> => {
  const { names, settings } = connection;
  const appendId = settings.newAppendId();
  const event = toEventData({ id: settings.newAppendId(), type: 'RevisionCheckIsBroken', body: '{}' }, { appendId });
  try {
    await send(connection, names.proof, [event], { expectedRevision: beyondAnyStream, streamState: beyondAnyStream });
  } catch (error) {
    if (kindOf(error) === 'wrong-revision') return;
    throw failureOf(error, 'proving that a wrong revision is refused');
  }
  const problem = 'an append after an event that does not exist was taken';
  throw new StoreFailure(
    { _tag: 'NotALedger', problem },
    `Nothing can be appended safely: ${problem}, so this client and server do not check revisions (see ${names.proof}). Use a client that this release was tested with.`,
  );
};

const beyondAnyStream = BigInt(Number.MAX_SAFE_INTEGER);

/** The proof, given once per store; until it succeeds it is asked for again. */
export const provenOnce = (prove: () => Promise<void>): (() => Promise<void>) => {
  let proof: Promise<void> | undefined;
  return () => {
    proof ??= prove().catch((error: unknown) => {
      proof = undefined;
      throw error;
    });
    return proof;
  };
};
