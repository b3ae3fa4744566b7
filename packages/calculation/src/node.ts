import type { Exact, RoundingMode } from '@commission-ledger/money';
import type { Name } from './names.ts';
import type { Value } from './value.ts';

/** Where a fact stands: one field of one event, found again by stream and revision and checked by hash. */
export type EventRef = Readonly<{
  event: string;
  stream: string;
  revision: number;
  /** SHA-256 of the event's stored frame, hexadecimal. */
  hash: string;
  /** JSON Pointer (RFC 6901) into the event's data. */
  path: string;
  occurredAt: string;
  recordedAt: string;
}>;

/** Where a parameter stands: one number of one immutable plan version. */
export type RuleRef = Readonly<{
  plan: string;
  version: number;
  /** SHA-256 of the plan version's canonical JSON, hexadecimal. */
  hash: string;
  /** The rule's id inside the plan, absent for terms of the plan as a whole. */
  rule?: string;
  /** The clause as the contract page numbers it. */
  clause?: string;
}>;

/** Where absence was established: a source, the window looked through, and how far the source was known. */
export type SearchedSource = Readonly<{ source: string; from: string; to: string; watermark: string }>;

/** The operations on values. Each can be redone with pencil and paper; `operations.ts` says how. */
export type Operation =
  | 'sum'
  | 'sub'
  | 'mul'
  | 'div'
  | 'min'
  | 'max'
  | 'split'
  | 'convert'
  | 'months'
  | 'days'
  | 'add-months';

/** The tests of guards. `in` holds when the first argument equals one of the others. */
export type Test = 'lt' | 'le' | 'eq' | 'ne' | 'ge' | 'gt' | 'in' | 'not-in';

/** A rule that was looked at and not taken, with the guards that failed. */
export type Rejected = Readonly<{ rule: RuleRef; failed: readonly Node[] }>;

/**
 * One step of a calculation. Nodes hold their arguments, so a node *is* the calculation that ends in it: the
 * amount booked is the value of its root, and there is no second way to compute it.
 *
 * `name` says what the value is to the business, as a key of the vocabulary in `names.ts`; renderers translate it.
 * `given` holds guards that allowed this step without entering its value.
 */
export type Node = Readonly<{ value: Value; name?: Name; given?: readonly Node[] }> &
  (
    | Readonly<{ kind: 'fact'; from: readonly EventRef[] }>
    | Readonly<{ kind: 'param'; rule: RuleRef; path: string }>
    | Readonly<{ kind: 'op'; op: Operation; args: readonly Node[]; rule?: RuleRef }>
    /** `residue` is the unrounded value less the rounded one. */
    | Readonly<{ kind: 'round'; arg: Node; mode: RoundingMode; decimals: number; residue: Exact }>
    | Readonly<{ kind: 'guard'; test: Test; pass: boolean; args: readonly Node[]; rule?: RuleRef }>
    /** The value of `taken`; `because` is an OR of ANDs of the guards that chose it. */
    | Readonly<{ kind: 'choice'; taken: Node; because: readonly (readonly Node[])[]; rejected: readonly Rejected[] }>
    | Readonly<{ kind: 'absent'; key: string; searched: readonly SearchedSource[] }>
  );
