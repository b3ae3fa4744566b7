/** A partner in a program. Their own commands are theirs by name. */
export type PartnerScope = Readonly<{ program: string; partner: string }>;

/**
 * A manager, by the name under which partners are assigned to them. `assigned`, the default: the partners whom they have
 * today; `all`: every partner of the program, for whoever stands in for the others.
 */
export type ManagerScope = Readonly<{ program: string; manager: string; partners?: 'assigned' | 'all' }>;

/** Somebody who handles the money of a program: `actor` is told to have done it, also as author or approver. */
export type FinanceScope = Readonly<{ program: string; actor: string }>;

/**
 * What was asked for is not there, or not within the scope: which of the two is never told, so that nobody learns what
 * others have by asking.
 */
export type NotFound = Readonly<{ _tag: 'NotFound'; what: string; id: string }>;

/** What was asked is kept from whoever asked, because it cannot be kept that they did. */
export type AccessNotLogged = Readonly<{ _tag: 'AccessNotLogged'; problem: string }>;

/** The id stands for something outside the scope already. */
export type IdTaken = Readonly<{ _tag: 'IdTaken'; id: string }>;
