import {
  addMonths,
  days as daysNode,
  fact,
  guard,
  param,
  ratioOf,
  text,
  type EventRef,
  type Node,
} from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { exactOf } from '@commission-ledger/money';
import type { PlanDocument } from '@commission-ledger/plans';
import type { AppliedPlan } from '../../reading/sources.ts';
import type { DraftRow } from '../composeReply.ts';

type Posted = RecordedEvent<'AccrualPosted' | 'TrueUpPosted'>;

/** From when on an entry is payable, and how its plan says so; the hold is the one of its accrual, frozen when it was posted. */
export const holdRow = (posted: Posted, { plan: { document }, source }: AppliedPlan): DraftRow => {
  const { earnedOn, maturesOn: matures } = posted.data;
  const from: readonly EventRef[] = [eventRef(posted, '/earnedOn'), eventRef(posted, '/maturesOn')];
  const rule = { plan: source.plan, version: source.version, hash: source.hash };
  const { hold, path } = holdOf(document, posted);
  const { days, months = 0 } = hold;
  if (hold.from === 'end-of-month')
    return { said: { key: 'whenHoldMonthEnd', holes: { months, days, matures } }, gate: 'passed', from };
  const earned = fact(text(earnedOn), [eventRef(posted, '/earnedOn')], 'earned-on');
  const maturing = fact(text(matures), [eventRef(posted, '/maturesOn')], 'matures-on');
  const whole = (count: number, name: 'months' | 'days'): Node =>
    param(ratioOf(exactOf(BigInt(count))), rule, `${path}/${name}`, name);
  const base = months === 0 ? earned : addMonths(earned, whole(months, 'months'));
  const holds = guard('eq', [daysNode(base, maturing), whole(days, 'days')], rule);
  const said: DraftRow['said'] =
    months === 0
      ? { key: 'whenHold', holes: { days, matures } }
      : { key: 'whenHoldMonths', holes: { months, days, matures } };
  const isSo = holds.value._tag === 'text' && holds.value.text === 'true';
  // What was due already when it was recorded, such as a true-up, is payable at once, whatever the hold.
  return isSo
    ? { said, gate: 'passed', node: holds, from }
    : { said: { key: 'whenMatures', holes: { matures } }, gate: 'passed', from };
};

type Holding = Readonly<{ hold: PlanDocument['hold']; path: string }>;

/** Of the part, else of the rule, else of the plan. */
const holdOf = (document: PlanDocument, { data }: Posted): Holding => {
  const index = document.rules.findIndex(({ id }) => id === data.rule.rule);
  const applied = document.rules[index];
  const place = ('part' in data ? (data.part?.number ?? 1) : 1) - 1;
  const installed = applied?.installments?.[place]?.hold;
  if (installed !== undefined) return { hold: installed, path: `/rules/${index}/installments/${place}/hold` };
  if (applied?.hold !== undefined) return { hold: applied.hold, path: `/rules/${index}/hold` };
  return { hold: document.hold, path: '/hold' };
};
