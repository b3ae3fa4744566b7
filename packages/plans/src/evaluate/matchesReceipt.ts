import * as E from 'fp-ts/lib/Either.js';
import type { Plan } from './plan.ts';
import { pointer } from '../gate/planWords.ts';
import { rate } from './rate.ts';
import type { Facts, Installed } from './rating.ts';
import { receiptOf, type Calculated, type Receipt } from './receipt.ts';

/** The first place, in the order of sorted paths, where a receipt and the calculation done again are not the same. */
export type ReceiptDiffers = Readonly<{
  _tag: 'ReceiptDiffers';
  /** JSON Pointer into the receipt. */
  path: string;
  recorded: string | number | undefined;
  computed: string | number | undefined;
}>;

/**
 * Whether a receipt is that of this outcome: the same plan version, facts, counters and amounts, to the last digit.
 * @param part which part of the outcome it is about, when the rule pays in parts
 */
export const matchesReceipt = (
  receipt: Receipt,
  plan: Plan,
  facts: Facts,
  outcome: Calculated,
  part?: Installed,
): E.Either<ReceiptDiffers, Receipt> => {
  const rating = rate(plan, facts);
  if (E.isLeft(rating)) {
    return E.left({ _tag: 'ReceiptDiffers', path: '', recorded: 'a calculation', computed: rating.left._tag });
  }
  const again = receiptOf(plan, facts, rating.right, outcome, part);
  const difference = receiptDifference(receipt, again);
  return difference === undefined ? E.right(again) : E.left(difference);
};

/** Whether what was recorded, whatever it is, is this very receipt. */
export const isSameReceipt = (recorded: unknown, computed: Receipt): recorded is Receipt => isSame(recorded, computed);

/** Where a receipt and the one of the calculation done again are not the same, if anywhere. */
export const receiptDifference = (receipt: Receipt, again: Receipt): ReceiptDiffers | undefined => {
  if (isSame(receipt, again)) return undefined;
  const [recorded, computed] = [leavesOf(receipt, ''), leavesOf(again, '')];
  const paths = [...new Set([...recorded.keys(), ...computed.keys()])].toSorted();
  const path = paths.find((candidate) => recorded.get(candidate) !== computed.get(candidate));
  if (path === undefined) return undefined;
  return { _tag: 'ReceiptDiffers', path, recorded: recorded.get(path), computed: computed.get(path) };
};

/** The same JSON, but for the order of fields. Nearly all receipts are, and this keeps no paths. */
const isSame = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (!isTree(a) || !isTree(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  for (const name of names) if (!Object.hasOwn(b, name) || !isSame(a[name], b[name])) return false;
  return true;
};

const isTree = (json: unknown): json is Readonly<Record<string, unknown>> => typeof json === 'object' && json !== null;

type Leaf = string | number;

/** Texts and numbers by path; an empty list or record counts as absent. */
const leavesOf = (json: unknown, path: string): ReadonlyMap<string, Leaf> => {
  if (typeof json === 'string' || typeof json === 'number') return new Map([[path, json]]);
  if (typeof json !== 'object' || json === null) return new Map();
  return new Map(Object.entries(json).flatMap(([key, value]) => [...leavesOf(value, `${path}${pointer(key)}`)]));
};
