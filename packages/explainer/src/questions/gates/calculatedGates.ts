import { absent, text } from '@commission-ledger/calculation';
import { dealStream, type RecordedEvent } from '@commission-ledger/events';
import { amendedDeal, eventRef } from '@commission-ledger/ledger';
import { toJson } from '@commission-ledger/money';
import type { Beneficiary, PlanDocument } from '@commission-ledger/plans';
import type { AppliedPlan } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import { searchedStream, type DealScene, type SceneCause } from './dealScene.ts';
import type { LookedAt } from './gate.ts';

/** Whether the rules of a role pay for this kind of cause. */
export const paysFor = ({ rules }: PlanDocument, kind: 'win' | 'payment', beneficiary: Beneficiary): boolean =>
  rules.some((rule) => rule.earnedOn === kind && rule.beneficiary === beneficiary);

/** Where the plan pays on payments, the customer has paid. @param cause what is looked at: a win, where nothing was paid */
export const customerPaidGate = (
  scene: DealScene,
  cause: SceneCause,
  { plan }: AppliedPlan,
  beneficiary: Beneficiary,
): LookedAt | undefined => {
  if (cause.kind === 'payment' || paysFor(plan.document, 'win', beneficiary)) return undefined;
  if (!paysFor(plan.document, 'payment', beneficiary)) return noClause(cause, plan.document);
  const searched = [searchedStream(dealStream(scene.deal), scene.events)];
  const { amount } = amendedDeal(cause.events).terms;
  return {
    state: 'failed',
    said: { key: 'whyNotNoPayment', holes: {} },
    node: absent(text(scene.deal), `payment on ${scene.deal}`, searched),
    searched,
    flips: [
      {
        said: { key: 'whyNotFlipPaid', holes: { amount: toJson(amount), currency: amount.currency, on: cause.date } },
        changes: [
          { _tag: 'paid', deal: scene.deal, payment: `${scene.deal}-paid`, amount: toJson(amount), on: cause.date },
        ],
      },
    ],
  };
};

/** No clause of the plan pays this partner for such a thing at all. */
export const noClause = ({ kind }: SceneCause, { plan, version }: PlanDocument): LookedAt => {
  const holes = { plan: `${plan}@${version}` };
  return kind === 'win'
    ? {
        state: 'failed',
        said: { key: 'whyNotNoClauseForWins', holes },
      }
    : {
        state: 'failed',
        said: { key: 'whyNotNoClauseForPayments', holes },
      };
};

/** The cause could be rated: it is not set aside. */
export const setAsideGate = (scene: DealScene, { kind, id }: SceneCause): LookedAt | undefined => {
  if (!scene.state.parked.has(`${kind}/${id}`)) return undefined;
  const parked = scene.events.findLast(
    (event): event is RecordedEvent<'CauseParked'> =>
      event.type === 'CauseParked' && event.data.cause.kind === kind && event.data.cause.id === id,
  );
  if (parked === undefined) return undefined;
  const said = setAsideSaid(parked.data.reason);
  return { state: 'failed', said, from: [eventRef(parked, '/reason')] };
};

/** Why it waits, in plain words where the ledger's own are known. */
const setAsideSaid = (reason: string): Said => {
  const rate = /^no rate from ([A-Z]{3}) to ([A-Z]{3}) is recorded for (\d{4}-\d{2}-\d{2})$/.exec(reason);
  if (rate !== null) {
    const [, base = '', to = '', on = ''] = rate;
    return { key: 'whyNotNoRate', holes: { from: base, to, on } };
  }
  const version = /^no version of plan (\S+) is in force on (\d{4}-\d{2}-\d{2})$/.exec(reason);
  if (version !== null) {
    const [, plan = '', on = ''] = version;
    return { key: 'whyNotNoVersion', holes: { plan, on } };
  }
  const attribute = /^The deal has no attribute (\S+), which the plan asks for\./.exec(reason);
  if (attribute !== null) return { key: 'whyNotNoAttribute', holes: { attribute: attribute[1] ?? '' } };
  const currency = /^The plan pays in ([A-Z]{3}), the cause is in ([A-Z]{3})\./.exec(reason);
  if (currency !== null) {
    const [, to = '', told = ''] = currency;
    return { key: 'whyNotOtherCurrency', holes: { to, told } };
  }
  const enrolment = /^(\S+) is in no plan of (\S+) on (\d{4}-\d{2}-\d{2})$/.exec(reason);
  if (enrolment !== null) {
    const [, partner = '', program = '', on = ''] = enrolment;
    return { key: 'whyNotInNoPlan', holes: { partner, program, on } };
  }
  return { key: 'whyNotSetAside', holes: { reason } };
};

/** Nothing says yet what came of the cause. */
export const notCalculated: LookedAt = {
  state: 'open',
  said: { key: 'whyNotNotCalculated', holes: {} },
};
