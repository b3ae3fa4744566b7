import type { LocalDate } from '@commission-ledger/calendar';
import { isZero } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Beneficiary } from '../document/planDocument.ts';
import { maturesOn } from '../evaluate/holdUntil.ts';
import type { RatingRefusal } from '../evaluate/rating.ts';
import { trueUpOf } from '../evaluate/trueUp.ts';
import { rulesToTrueUp } from '../takeBack/rulesToTrueUp.ts';
import { reversalMaturesOn } from '../takeBack/toTakeBack.ts';
import { counterKey, moveCounter, post, type HistoryState, type RatedCause } from './historyState.ts';
import { factsNow } from './rateCause.ts';
import type { TakenBack } from './historyStep.ts';

/** A refund that has taken back its share and moved counters, for one beneficiary. */
type Lowered = Readonly<{
  beneficiary: Beneficiary;
  /** The refunded payment. */
  cause: RatedCause;
  /** The date of the refund. */
  date: LocalDate;
  lowered: ReadonlySet<string>;
}>;

/**
 * What slabs owe at the lowered counters, less what they have paid: posted, and added to the counters of what they have
 * earned. It matures as what is taken back of the payment does.
 */
export const trueUps = (
  state: HistoryState,
  { beneficiary, cause, date, lowered }: Lowered,
): E.Either<RatingRefusal, readonly TakenBack[]> => {
  const all: TakenBack[] = [];
  for (const rule of rulesToTrueUp(state.plan, beneficiary, lowered)) {
    const trueUp = trueUpOf(state.plan, rule.id, factsNow(state, cause, beneficiary));
    if (E.isLeft(trueUp)) return trueUp;
    const { amount, root, moves } = trueUp.right;
    if (isZero(amount)) continue;
    const matures = reversalMaturesOn(date, maturesOn(rule.hold ?? state.plan.document.hold, cause.told.date));
    post(state, beneficiary, amount, matures);
    for (const { counter, window, after } of moves) moveCounter(state, counterKey(beneficiary, counter, window), after);
    all.push({ rule: rule.id, amount, root });
  }
  return E.right(all);
};
