import type { AccountRef, RecordedEvent } from '@commission-ledger/events';
import { payoutPostings, readDocument } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer } from '../../reading/sources.ts';
import type { Asking } from '../asking.ts';
import { accountKeyOf } from '../standing/readAccount.ts';

/** What is read of a question. */
export type Reading = Pick<Asking, 'sources' | 'documents'>;

/** A payout, and how it ended, if it did. */
export type ToldPayout = Readonly<{
  issued: RecordedEvent<'PayoutIssued'>;
  ended: RecordedEvent<'PayoutSettled' | 'PayoutFailed' | 'PayoutVoided'> | undefined;
}>;

/** Reads both events by their keys. */
export const toldPayout = async (
  { sources, documents }: Reading,
  account: AccountRef,
  payout: string,
): Answer<ToldPayout> => {
  const at = await sources.index.locate('payout', payout);
  if (E.isLeft(at)) return at;
  const issued = await sources.events.read('PayoutIssued', at.right);
  if (E.isLeft(issued)) return issued;
  const posted = await readDocument(documents, payoutPostings, `${accountKeyOf(account)}/${payout}`);
  if (posted?.ended == null) return E.right({ issued: issued.right, ended: undefined });
  const ended = await sources.events.readAny(posted.ended.event);
  if (E.isLeft(ended)) return ended;
  const { type } = ended.right;
  if (type === 'PayoutSettled' || type === 'PayoutFailed' || type === 'PayoutVoided')
    return E.right({ issued: issued.right, ended: ended.right });
  return E.left({ _tag: 'OtherEvent', at: posted.ended.event, expected: `end of payout ${payout}`, found: type });
};
