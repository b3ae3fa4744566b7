import type { RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { firstDivergence } from './compareEvents.ts';
import { differenceOf } from './comparePair.ts';
import { asAllowed, deriveByHand } from './deriveInAccount.ts';
import { frameDivergence, isAsTold } from './framing.ts';
import type { RecomputedAccount } from './recomputedAccount.ts';
import type { Tally } from './tally.ts';
import { asToldBefore } from './toldAmount.ts';

/**
 * Judges what people decided: whether it stands there as it was told, and whether the rules allow it. The account goes on
 * with it as it was told, or as the rules would have taken it.
 */
export const judgeByHand = async (
  tally: Tally,
  own: RecomputedAccount,
  posted: RecordedEvent,
  index: number,
): Promise<void> => {
  tally.decided(posted);
  const key = posted.commandKey;
  const told = isAsTold(posted) ? posted : asToldBefore(posted);
  const event = told ?? posted;
  const decided = await deriveByHand(own, event);
  if (decided === undefined || (E.isRight(decided) && decided.right.length === 0)) {
    const about = differenceOf(own, { posted, recomputed: undefined, index }, key);
    tally.differs({ ...about, reason: 'no-cause', detail: decided === undefined ? null : 'recorded twice' });
    return;
  }
  const recomputed = E.isLeft(decided) ? await asAllowed(own, event) : event;
  const divergence = recomputed && firstDivergence(posted, recomputed);
  const pair = { posted, recomputed, index };
  const firstDivergent = divergence ?? frameDivergence(posted, { id: own.idOf(key, index) }) ?? null;
  if (E.isLeft(decided))
    tally.differs({ ...differenceOf(own, pair, key), reason: 'refused', detail: decided.left._tag, firstDivergent });
  else if (divergence === undefined && told === undefined)
    tally.differs({ ...differenceOf(own, { ...pair, recomputed: undefined }, key), reason: 'not-as-told' });
  else if (firstDivergent !== null)
    tally.differs({ ...differenceOf(own, pair, key), reason: 'differs', firstDivergent });
  if (divergence === undefined && recomputed !== undefined) own.takePosted(posted);
  else if (recomputed !== undefined) own.take(recomputed, { key, index, like: posted });
};
