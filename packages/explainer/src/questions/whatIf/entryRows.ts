import type { LocalDate } from '@commission-ledger/calendar';
import { sub, sum, valueToJson, type Node, type ValueJson } from '@commission-ledger/calculation';
import { canonicalJson } from '@commission-ledger/events';
import { counterValueOf, type EntrySide, type SupposedEntry } from '@commission-ledger/ledger';
import { equals, negate, subtract, toJson, zero, type Money } from '@commission-ledger/money';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';
import { nodesBelow } from './nodesBelow.ts';

/** Entries that would be others. */
export const changedEntries = (entries: readonly SupposedEntry[]): readonly SupposedEntry[] =>
  entries.filter(
    ({ before, after }) => before === undefined || after === undefined || !equals(before.amount, after.amount),
  );

/** The currency of the account that an entry stands in. */
export const currencyOf = (entry: SupposedEntry): Money['currency'] =>
  (entry.after === undefined ? entry.before : entry.after).amount.currency;

type Total = Readonly<{ amount: Money; node: Node }>;

/** What entries in one currency come to: as they are, as they would be, and how much more that is. */
export type Totals = Readonly<{ now: Total | undefined; would: Total | undefined; difference: Money; root: Node }>;

/** The totals of changed entries in one currency; nothing where there are none. */
export const totalsOf = (entries: readonly SupposedEntry[]): Totals | undefined => {
  const now = totalOf(entries.flatMap(({ before }) => before ?? []));
  const would = totalOf(entries.flatMap(({ after }) => after ?? []));
  const any = would ?? now;
  if (any === undefined) return undefined;
  const nothing = zero(any.amount.currency);
  const difference = subtract(would?.amount ?? nothing, now?.amount ?? nothing);
  return { now, would, difference, root: differenceNode(now?.node, would?.node) ?? any.node };
};

const totalOf = (sides: readonly EntrySide[]): Total | undefined => {
  const [first, ...others] = sides;
  if (first === undefined) return undefined;
  if (others.length === 0) return { amount: first.amount, node: first.root };
  const node = sum(sides.map(({ root }) => root));
  if (node.value._tag !== 'money') throw new TypeError('Entries add up to booked money.');
  return { amount: node.value.money, node };
};

/** What would be, less what is; where only one of them is there, that alone. */
const differenceNode = (now: Node | undefined, would: Node | undefined): Node | undefined => {
  if (now !== undefined && would !== undefined) return sub(would, now);
  return would ?? (now && sub(sub(now, now, { name: 'nothing' }), now));
};

/** The local day on which it would be earned or taken back; of what would not be there, on which it was. */
export const dayOfEntry = ({ before, after }: SupposedEntry): LocalDate =>
  after === undefined ? before.earnedOn : after.earnedOn;

/** The row of an entry; its calculation is the difference of both. */
export const entryRow = (entry: SupposedEntry): DraftRow => {
  const totals = totalsOf([entry]);
  return {
    said: saidOf(entry),
    counts: true,
    ...(totals === undefined ? {} : { amount: totals.difference, node: totals.root }),
  };
};

const saidOf = (entry: SupposedEntry): Said => {
  const { deal, before, after } = entry;
  const of = { deal, on: dayOfEntry(entry) };
  switch (entry.kind) {
    case 'accrual': {
      const key = entry.cause.kind === 'payment' ? 'whatIfOnPayment' : 'whatIfOnWin';
      if (after === undefined) return { key: `${key}Goes`, holes: { ...of, now: shown(entry.before) } };
      if (before === undefined) return { key: `${key}Comes`, holes: { ...of, would: shown(after) } };
      const holes = { ...of, would: shown(after), now: shown(before) };
      const start = otherStart(before, after);
      return start === undefined ? { key, holes } : { key: `${key}Because`, holes: { ...holes, ...start } };
    }
    case 'reversal':
      if (after === undefined) return { key: 'whatIfReversalGoes', holes: { ...of, now: taken(entry.before) } };
      return before === undefined
        ? { key: 'whatIfReversalComes', holes: { ...of, would: taken(after) } }
        : { key: 'whatIfReversal', holes: { ...of, would: taken(after), now: taken(before) } };
    case 'true-up':
      if (after === undefined) return { key: 'whatIfTrueUpGoes', holes: { ...of, now: shown(entry.before) } };
      return before === undefined
        ? { key: 'whatIfTrueUpComes', holes: { ...of, would: shown(after) } }
        : { key: 'whatIfTrueUp', holes: { ...of, would: shown(after), now: shown(before) } };
  }
};

const shown = ({ amount }: EntrySide) => toJson(amount);
const taken = ({ amount }: EntrySide) => toJson(negate(amount));

/** A counter that both calculations read, and that they find at other values. */
const otherStart = (
  before: EntrySide,
  after: EntrySide,
): Readonly<{ window: string; from: ValueJson; to: ValueJson }> | undefined => {
  const [readNow, readThen] = [valuesIn(before.root), valuesIn(after.root)];
  for (const { plan, counter, window, before: found } of after.counters) {
    const was = before.counters.find(
      (move) => move.plan === plan && move.counter === counter && move.window === window,
    );
    if (was === undefined) continue;
    const [from, to] = [was.before, found].map((told) => valueToJson(counterValueOf(told)));
    if (from === undefined || to === undefined || isSame(from, to)) continue;
    if (readNow.has(canonicalJson(from)) && readThen.has(canonicalJson(to))) return { window, from, to };
  }
  return undefined;
};

const isSame = (a: ValueJson, b: ValueJson): boolean => canonicalJson(a) === canonicalJson(b);

/** The values of counters that a calculation begins with, as text. */
const valuesIn = (root: Node): ReadonlySet<string> =>
  new Set(
    nodesBelow(root)
      .filter(({ kind, name }) => kind === 'absent' || name === 'counter-before')
      .map(({ value }) => canonicalJson(valueToJson(value))),
  );
