import { choice, type Name, type Node, type Rejected } from '@commission-ledger/calculation';

/** What was taken, with the reasons for it; without any reason, simply itself. */
export const chosen = (
  taken: Node,
  because: readonly (readonly Node[])[],
  rejected: readonly Rejected[],
  name: Name = 'exact-commission',
): Node => (because.length + rejected.length === 0 ? taken : choice(taken, because, rejected, { name }));
