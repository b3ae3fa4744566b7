import { sub, sum, type Node } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import type { EventAt } from '../../reading/references.ts';
import type { Answer, AppliedPlan } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { MisreadingKind } from './misreading.ts';
import type { Choice } from './searchExact.ts';

/** One difference between somebody's figure and ours, before and after it is said. */
export type Change = Readonly<{ kind: MisreadingKind; tell: () => Answer<Told> }>;

/** What is said of a difference: ours less theirs, as a calculation. */
export type Told = Readonly<{
  effect: Node;
  said: Said;
  decidedBy: readonly EventAt[];
  applied?: AppliedPlan;
  /** The same, line by line, where it is about several. */
  parts?: readonly Told[];
}>;

/** A choice of the search, and the changes that it means. */
export type Alternative = Choice & Readonly<{ changes: readonly Change[] }>;

/** One change about several lines. */
export const together = (kind: MisreadingKind, changes: readonly Change[]): Change => ({
  kind,
  tell: async () => {
    const parts: Told[] = [];
    for (const { tell } of changes) {
      const told = await tell();
      if (E.isLeft(told)) return told;
      parts.push(told.right);
    }
    const lines = `${parts.length}`;
    return E.right({
      effect: sum(parts.map(({ effect }) => effect)),
      said: { key: 'foilAlike', holes: { lines } },
      decidedBy: [],
      parts,
    });
  },
});

/** Ours less theirs; all of it, where they have nothing. */
export const lessOf = (ours: Node, theirs: Node | undefined): Node => (theirs === undefined ? ours : sub(ours, theirs));
