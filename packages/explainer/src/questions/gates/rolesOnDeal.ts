import type { RecordedEvent } from '@commission-ledger/events';
import { amendedDeal, eventRef } from '@commission-ledger/ledger';
import type { Beneficiary } from '@commission-ledger/plans';
import type { EventRef } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, Sources } from '../../reading/sources.ts';
import { partnerEvents, type DealScene, type SceneCause } from './dealScene.ts';

/** In which role a partner may earn on a deal, by which credited partner, and what says so. */
export type RoleOnDeal = Readonly<{
  beneficiary: Beneficiary;
  referrer: string;
  from: readonly EventRef[];
}>;

/** Every role of a partner on a deal on the day of a cause, that of the credited partner first. */
export const rolesOnDeal = async (
  sources: Sources,
  { won, state }: DealScene,
  cause: SceneCause,
  partner: string,
): Answer<readonly RoleOnDeal[]> => {
  const { terms, toldBy } = amendedDeal(cause.events);
  const roles: RoleOnDeal[] = [];
  const credited = terms.attribution.findIndex((credit) => credit.partner === partner);
  if (credited >= 0) {
    const from = [eventRef(toldBy('attribution'), `/attribution/${credited}/partner`)];
    roles.push({ beneficiary: 'referrer', referrer: partner, from });
  }
  const [first] = terms.attribution;
  for (const [place, overlay] of (terms.overlays ?? []).entries()) {
    if (overlay.partner !== partner || first === undefined) continue;
    const from = [eventRef(toldBy('overlays'), `/overlays/${place}/partner`)];
    roles.push({ beneficiary: `overlay-${overlay.role}`, referrer: first.partner, from });
  }
  for (const { partner: referrer } of terms.attribution) {
    const above = await levelAbove(sources, { referrer, partner, program: won.data.program, date: cause.date });
    if (E.isLeft(above)) return above;
    if (above.right !== undefined) roles.push({ ...above.right, referrer });
  }
  // One who came to share in the deal by an amendment after the cause.
  const later = state.amendments.findLast(({ data }) => data.attribution?.some((credit) => credit.partner === partner));
  if (roles.length === 0 && later !== undefined) {
    const place = later.data.attribution?.findIndex((credit) => credit.partner === partner) ?? 0;
    const from = [eventRef(later, `/attribution/${place}/partner`)];
    roles.push({ beneficiary: 'referrer', referrer: partner, from });
  }
  return E.right(roles);
};

type Above = Readonly<{ referrer: string; partner: string; program: string; date: string }>;

/** How far above the credited partner somebody stood on a day, and who said so, level by level. */
const levelAbove = async (
  sources: Sources,
  { referrer, partner, program, date }: Above,
): Answer<Pick<RoleOnDeal, 'beneficiary' | 'from'> | undefined> => {
  const from: EventRef[] = [];
  let standing = referrer;
  for (let level = 1; level <= HIGHEST; level += 1) {
    const events = await partnerEvents(sources, standing);
    if (E.isLeft(events)) return events;
    const assigned = events.right.findLast(
      (event): event is RecordedEvent<'UplineAssigned'> =>
        event.type === 'UplineAssigned' && event.data.program === program && event.data.from <= date,
    );
    if (assigned === undefined) return E.right(undefined);
    from.push(eventRef(assigned, '/upline'));
    standing = assigned.data.upline;
    if (standing === partner) return E.right({ beneficiary: level === 1 ? 'upline' : `upline-${level}`, from });
    if (standing === referrer) return E.right(undefined);
  }
  return E.right(undefined);
};

/** Plans go up to `upline-9`. */
const HIGHEST = 9;
