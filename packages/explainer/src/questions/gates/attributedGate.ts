import { fact, guard, param, ratioOf, text, type Node } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { amendedDeal, eventRef } from '@commission-ledger/ledger';
import { exactFromJson, exactToJson } from '@commission-ledger/money';
import type { AttributionTerms } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, AppliedPlan } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import type { DraftRow } from '../composeReply.ts';
import { claimRows, claimsBeside, type ClaimEvent } from './claimRows.ts';
import { partnerEvents, type DealScene, type SceneCause } from './dealScene.ts';
import type { LookedAt } from './gate.ts';
import { planFor } from './planFor.ts';
import type { RoleOnDeal } from './rolesOnDeal.ts';

/** Who asks, and by which lead, where it is one. */
export type Asker = Readonly<{ partner: string; joined: RecordedEvent<'PartnerJoined'> | undefined; lead?: string }>;

/** The deal is credited to the partner, alone or with others; or to whom else, since when, and by which rule. */
export const attributedGate = async (
  asking: Asking,
  scene: DealScene,
  cause: SceneCause,
  { partner, joined, lead }: Asker,
  roles: readonly RoleOnDeal[],
): Answer<LookedAt> => {
  const [role] = roles;
  const credited = creditedNodes(cause);
  if (role !== undefined) {
    const node = role.beneficiary === 'referrer' ? ownGuard(joined, credited) : undefined;
    const from = role.from;
    return E.right({ state: 'passed', said: roleSaid(cause, role), from, ...(node === undefined ? {} : { node }) });
  }
  const claims = await competing(asking, scene, lead);
  if (E.isLeft(claims)) return claims;
  const rule = await ruleRows(asking, scene, cause);
  if (E.isLeft(rule)) return rule;
  const { terms, toldBy } = amendedDeal(cause.events);
  const [other] = terms.attribution;
  const node = ownGuard(joined, credited);
  return E.right({
    state: 'failed',
    said: { key: 'whyNotNotYours', holes: { other: other?.partner ?? '' } },
    verdict: { key: 'whyNotVerdictNotYours', holes: { other: other?.partner ?? '' } },
    ...(node === undefined ? {} : { node }),
    from: [eventRef(toldBy('attribution'), '/attribution')],
    rows: [...claimRows(claims.right, scene.program), ...rule.right.rows],
    plans: rule.right.plans.map(({ source }) => source),
    flips: [
      {
        said: { key: 'whyNotFlipCredited', holes: { partner } },
        changes: [{ _tag: 'credited', deal: scene.deal, attribution: [{ partner, share: '1' }] }],
      },
    ],
  });
};

const creditedNodes = (cause: SceneCause): readonly Node[] => {
  const { terms, toldBy } = amendedDeal(cause.events);
  return terms.attribution.map(({ partner }, place) =>
    fact(text(partner), [eventRef(toldBy('attribution'), `/attribution/${place}/partner`)]),
  );
};

const ownGuard = (joined: Asker['joined'], credited: readonly Node[]): Node | undefined =>
  joined === undefined || credited.length === 0
    ? undefined
    : guard('in', [fact(text(joined.data.partner), [eventRef(joined, '/partner')]), ...credited]);

const roleSaid = (cause: SceneCause, { beneficiary, referrer }: RoleOnDeal): Said => {
  const { attribution } = amendedDeal(cause.events).terms;
  const share = attribution.find(({ partner }) => partner === referrer)?.share;
  if (beneficiary.startsWith('upline')) return { key: 'whyNotStandsAbove', holes: { referrer } };
  if (beneficiary !== 'referrer') return { key: 'whyNotBeside', holes: { role: beneficiary.slice('overlay-'.length) } };
  if (share === undefined || attribution.length === 1) return { key: 'whyNotYours', holes: {} };
  const json = exactToJson(share);
  return { key: 'whyNotYourShare', holes: { share: typeof json === 'string' ? { rate: json } : json } };
};

/** The claims to the customer of the deal's own lead, and of the lead by which somebody asks. */
const competing = async (
  { sources }: Asking,
  { won }: DealScene,
  lead: string | undefined,
): Answer<readonly ClaimEvent[]> => {
  for (const id of new Set([lead, won.data.lead])) {
    if (id === undefined) continue;
    const claims = await claimsBeside(sources, id);
    if (E.isLeft(claims) || claims.right.length > 0) return claims;
  }
  return E.right([]);
};

/** By which rule of the plan deals are credited; where it has none, who recorded the deal so. */
const ruleRows = async (
  asking: Asking,
  { amended }: DealScene,
  cause: SceneCause,
): Answer<Readonly<{ rows: readonly DraftRow[]; plans: readonly AppliedPlan[] }>> => {
  const told = amended.toldBy('attribution');
  const byHost: DraftRow = {
    said: { key: 'whyNotCreditedBy', holes: { actor: told.actor } },
    from: [eventRef(told, '/attribution')],
  };
  const [first] = amended.terms.attribution;
  if (first === undefined) return E.right({ rows: [byHost], plans: [] });
  const events = await partnerEvents(asking.sources, first.partner);
  if (E.isLeft(events)) return events;
  const plan = await planFor(asking.sources, cause, events.right);
  if (E.isLeft(plan)) return plan;
  const applied = plan.right;
  const terms = applied?.plan.document.attribution;
  if (applied === undefined || terms === undefined) return E.right({ rows: [byHost], plans: [] });
  return E.right({ rows: [termsRow(applied, terms), byHost], plans: [applied] });
};

const termsRow = ({ plan, source }: AppliedPlan, { model, days }: AttributionTerms): DraftRow => {
  const number = exactFromJson(`${days}`);
  if (E.isLeft(number)) throw new TypeError('A number of days is a number.');
  const { document, hash } = plan;
  const rule = { plan: document.plan, version: document.version, hash };
  return {
    said: { key: models[model], holes: { days } },
    node: param(ratioOf(number.right), rule, '/attribution/days', 'days'),
    from: [source.from],
  };
};

const models = {
  'first-touch': 'whyNotFirstTouch',
  'last-touch': 'whyNotLastTouch',
  'first-registration': 'whyNotFirstRegistration',
} as const satisfies Readonly<Record<AttributionTerms['model'], string>>;
