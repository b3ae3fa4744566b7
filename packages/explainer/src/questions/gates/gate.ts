import type { EventRef, Node, SearchedSource } from '@commission-ledger/calculation';
import type { Change } from '@commission-ledger/ledger';
import type { PlanSource } from '../../document/explanation.ts';
import type { Gate } from '../../document/reply.ts';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';

/** A condition for being paid that was looked at. */
export type LookedAt = Readonly<{
  state: Gate;
  said: Said;
  /** What the answer says when this is the first condition that is not met, where the row says it in other words. */
  verdict?: Said;
  /** What the answer says where this is met and nothing stands in the way. */
  paid?: Said;
  /** The guard that was tested. */
  node?: Node;
  from?: readonly EventRef[];
  rows?: readonly DraftRow[];
  /** The entry whose own explanation proves it. */
  proof?: string;
  /** What would have to be otherwise for the condition to be met: each is one way to it. */
  flips?: readonly Flip[];
  searched?: readonly SearchedSource[];
  plans?: readonly PlanSource[];
}>;

/** One way to meet a condition that was not met. */
export type Flip = Readonly<{ said: Said; changes: readonly Change[] }>;

/** The condition as a row of the answer. */
export const rowOf = ({ state, said, node, from, rows, proof }: LookedAt): DraftRow => ({
  said,
  gate: state,
  ...(node === undefined ? {} : { node }),
  ...(from === undefined ? {} : { from }),
  ...(rows === undefined || rows.length === 0 ? {} : { rows }),
  ...(proof === undefined ? {} : { proof }),
});

/** What the answer says of a condition that stands in the way. */
export const verdictBy = ({ said, verdict = said }: LookedAt): Said => verdict;

/** The conditions that were tested and not met. */
export const failedIn = (gates: readonly LookedAt[]): readonly LookedAt[] =>
  gates.filter(({ state }) => state === 'failed');
