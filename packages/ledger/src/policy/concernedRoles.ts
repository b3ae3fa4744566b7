import { type Beneficiary, type PlanDocument, movesOn } from '@commission-ledger/plans';

/** The kind of cause. */
type EarnedOn = 'win' | 'payment';

/**
 * The roles that a kind of cause may mean something to: rules pay them for it, or it moves a counter of theirs (those of
 * commission move with the rules that pay it). Whoever is credited with the deal is always among them when there is any.
 */
export const concernedRoles = (document: PlanDocument, earnedOn: EarnedOn): ReadonlySet<Beneficiary> => {
  const roles = new Set<Beneficiary>();
  for (const rule of document.rules) if (rule.earnedOn === earnedOn) roles.add(rule.beneficiary);
  for (const counter of document.counters)
    if (typeof counter.measure === 'string' && movesOn(document, counter).includes(earnedOn))
      roles.add(counter.of ?? 'referrer');
  return roles.size === 0 ? roles : roles.add('referrer');
};

/** How many levels above the credited partner a role stands; 0 for the credited partner, and for overlays. */
export const levelOf = (beneficiary: Beneficiary): number => {
  if (beneficiary === 'upline') return 1;
  return beneficiary.startsWith('upline-') ? Number(beneficiary.slice('upline-'.length)) : 0;
};

/** The role so many levels above the credited partner. */
export const roleAt = (level: number): Beneficiary => {
  if (level === 0) return 'referrer';
  return level === 1 ? 'upline' : `upline-${level}`;
};
