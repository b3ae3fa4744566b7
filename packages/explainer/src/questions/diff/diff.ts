import { isId } from '@commission-ledger/events';
import type { Reply, Subject } from '../../document/reply.ts';
import type { Answer } from '../../reading/sources.ts';
import * as E from 'fp-ts/lib/Either.js';
import type { Asking } from '../asking.ts';
import { composeReply, type Draft } from '../composeReply.ts';
import { diffPlanVersions } from './diffPlanVersions.ts';
import { diffSides } from './diffSides.ts';
import type { FactorOrder } from './factorEffects.ts';
import { areOwn, planLevelDifference } from './planLevelDifference.ts';
import { sideOf } from './sideOf.ts';

/** Two amounts that are compared; the answer is `b` less `a`. */
export type DiffQuestion = Readonly<{
  /** A payout, an entry, the statement of a month, or a deal; or two versions of a plan. */
  a: Subject;
  b: Subject;
  /**
   * How the effects of factors that changed together are told apart: in the declared order, which the answer states, or as
   * the average over all orders (Shapley).
   */
  order?: FactorOrder;
  /** The partner who asks. Of another partner's amounts they are told nothing, only how the terms differ. */
  asker?: string;
  /**
   * Whose part of a deal is compared: without it, that of the partner who asks, else of the first who is credited with it.
   * Of versions of a plan, whose amounts they have moved: without it, those of everybody.
   * Where a partner asks, it can only be theirs.
   */
  partner?: string;
}>;

/** Why two amounts differ. */
export const diff = async (asking: Asking, asked: DiffQuestion): Answer<Reply> => {
  const { asker, order } = asked;
  const partner = asker ?? asked.partner;
  if (partner !== undefined && !isId(partner)) return E.left({ _tag: 'UnknownSubject', subject: partner });
  if (asked.partner !== undefined && asked.partner !== partner)
    return E.left({ _tag: 'InvalidQuestion', field: 'partner', problem: 'has to be the partner who asks' });
  if (asked.a.kind === 'plan' || asked.b.kind === 'plan') return diffPlanVersions(asking, asked);
  if (asker !== undefined) {
    const own = await areOwn(asking, { ...asked, asker });
    if (E.isLeft(own)) return own;
    if (!own.right) return planLevelDifference(asking, { ...asked, asker });
  }
  const [a, b] = [await sideOf(asking, asked.a, partner), await sideOf(asking, asked.b, partner)];
  if (E.isLeft(a)) return a;
  if (E.isLeft(b)) return b;
  const draft = await diffSides(asking.sources, a.right, b.right, order);
  const who = {
    ...(asker === undefined ? {} : { asker }),
    ...(asked.partner === undefined ? {} : { partner: asked.partner }),
  };
  return E.map((told: Draft) => composeReply({ ...told, asked: { ...told.asked, ...who } }))(draft);
};
