import { StoreFailure } from '@commission-ledger/event-store';
import type { Ledger, Trigger } from '@commission-ledger/ledger';
import { isOfHistory, isSameCheckpoint, markOf, parkedCauses } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer } from './questions/ask.ts';
import type { Stores } from './stores.ts';

/** Where the read models note how far the accruals are made up: a checkpoint without documents. */
const ACCRUALS = 'accruals@1';

type Accruing = Pick<Ledger, 'accrueFor' | 'catchUpAccruals'>;

/**
 * What a crash between a fact and its accruals left behind is made up for. The note of how far that was done is believed
 * only where it speaks of this history: after a backup was restored everything is gone through again, which posts nothing
 * twice.
 */
export const makeUpAccruals = async (stores: Stores, ledger: Accruing): Answer<void> => {
  try {
    return await catchUpFromNote(stores, ledger);
  } catch (error) {
    if (error instanceof StoreFailure) return E.left({ _tag: 'StoreFailed', failure: error });
    throw error;
  }
};

const catchUpFromNote = async ({ events, documents }: Stores, ledger: Accruing): Answer<void> => {
  const noted = await documents.checkpoint(ACCRUALS);
  const head = await events.head();
  const after = (await isOfHistory(events, noted)) ? noted?.position : undefined;
  const caughtUp = await ledger.catchUpAccruals(after);
  if (E.isLeft(caughtUp)) return caughtUp;
  const reached = head && { position: head.position, event: markOf(head) };
  if (reached !== undefined && !isSameCheckpoint(noted, reached))
    // `false` says that somebody else did the same at the same time, which is as good.
    await documents.commit({
      projection: ACCRUALS,
      expected: noted?.position,
      checkpoint: reached,
      puts: [],
      removes: [],
    });
  return E.right(undefined);
};

/** What was set aside may be rated by now: an enrolment or a rate of exchange is no cause that would say so itself. */
export const tryParkedAgain = async ({ documents }: Stores, ledger: Accruing): Answer<void> => {
  const triggers: Trigger[] = [];
  for await (const { deal, cause } of parkedCauses(documents)) {
    if (cause.kind === 'win') triggers.push({ kind: 'win', deal });
    else if (cause.kind === 'payment') triggers.push({ kind: 'payment', deal, payment: cause.id });
  }
  return E.map(() => undefined)(await ledger.accrueFor(triggers));
};
