import { jsonOf, type LedgerEvent, type RecordedEvent } from '@commission-ledger/events';
import type { Divergence } from './recomputation.ts';

/** A posted event and the calculated one in its place; one of the two may be missing. */
export type Pair = Readonly<{ posted: RecordedEvent | undefined; recomputed: LedgerEvent | undefined; index: number }>;

/**
 * Puts what is posted beside what is calculated: the same entry first, then what is left of the same type, in order. The
 * pairs are in the order of what is calculated, as that is what the account goes on with; then comes what is too much.
 */
export const paired = (posted: readonly RecordedEvent[], recomputed: readonly LedgerEvent[]): readonly Pair[] => {
  const left = [...posted];
  const takeFirst = (fits: (event: RecordedEvent) => boolean): RecordedEvent | undefined => {
    const at = left.findIndex(fits);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const same = recomputed.map((event) => takeFirst((other) => identityOf(other) === identityOf(event)));
  const pairs = recomputed.map((event, index): Pair => ({
    posted: same[index] ?? takeFirst(({ type }) => type === event.type),
    recomputed: event,
    index,
  }));
  return [...pairs, ...left.map((event, index): Pair => ({ posted: event, recomputed: undefined, index }))];
};

const IDS = ['accrual', 'reversal', 'trueUp', 'draw', 'recovery', 'writeOff', 'payout', 'period'];

/** What names an entry: its own id, which differs from that of what it is about. */
const identityOf = (event: LedgerEvent): string => `${event.type} ${entryOf(event) ?? ''}`;

/** The id of the entry itself. */
export const entryOf = (event: LedgerEvent): string | undefined =>
  textIn(event, event.type === 'AccrualReversed' ? ['reversal'] : IDS);

/** The deal that an event is about, if it names one. */
export const dealOf = (event: LedgerEvent): string | undefined => textIn(event, ['deal']);

const textIn = ({ data }: LedgerEvent, names: readonly string[]): string | undefined => {
  const named = new Map<string, unknown>(Object.entries(data));
  return names.map((name) => named.get(name)).find((id) => typeof id === 'string');
};

/**
 * The first field that differs, in the order of a calculation: what it started from, the totals it found, what came of it,
 * then the rest. `undefined` when everything is the same.
 */
export const firstDivergence = (posted: RecordedEvent, recomputed: LedgerEvent): Divergence | undefined => {
  const computed = jsonOf(recomputed);
  const path = firstPath(posted.json, computed) === undefined ? undefined : firstPath(jsonOf(posted), computed);
  if (path === undefined) return undefined;
  const { rule, clause } = ruleOf(recomputed);
  const shown = (json: unknown): string => textAt(json, path);
  return {
    node: path.at(-2) === 'operands' ? (path.at(-1) ?? null) : null,
    path: pointer(path),
    rule,
    clause,
    posted: shown(jsonOf(posted)),
    recomputed: shown(computed),
  };
};

const ruleOf = ({ data }: LedgerEvent): Readonly<{ rule: string | null; clause: string | null }> =>
  'rule' in data ? { rule: data.rule.rule, clause: data.rule.clause } : { rule: null, clause: null };

/** Whether nothing is otherwise, missing or too much. */
export const isAsPosted = (posted: readonly RecordedEvent[], recomputed: readonly LedgerEvent[]): boolean =>
  paired(posted, recomputed).every(
    (pair) =>
      pair.posted !== undefined &&
      pair.recomputed !== undefined &&
      firstDivergence(pair.posted, pair.recomputed) === undefined,
  );

type Path = readonly string[];

/** Fields of a calculation come in this order; others after them, but for what only follows from another field. */
const ORDER = [
  'rule',
  'terms',
  'plan',
  'receipt',
  'operands',
  'counters',
  'matured',
  'lines',
  'exact',
  'residue',
  'amount',
  'charges',
];

const rank = (name: string): number => {
  if (name === 'receiptHash' || name === 'sources') return ORDER.length + 1;
  const at = ORDER.indexOf(name);
  return at < 0 ? ORDER.length : at;
};

const firstPath = (a: unknown, b: unknown, at: Path = []): Path | undefined => {
  if (Object.is(a, b)) return undefined;
  if (!isTree(a) || !isTree(b)) return at;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  let different: string[] | undefined;
  for (const name of names) if (!isSame(a[name], b[name])) (different ??= []).push(name);
  if (different === undefined) return undefined;
  const [first] = Array.isArray(a) ? different : different.toSorted((x, y) => rank(x) - rank(y) || (x < y ? -1 : 1));
  return first === undefined ? undefined : firstPath(a[first], b[first], [...at, first]);
};

const isSame = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (!isTree(a) || !isTree(b)) return false;
  for (const name of Object.keys(a)) if (!isSame(a[name], Object.hasOwn(b, name) ? b[name] : undefined)) return false;
  for (const name of Object.keys(b)) if (b[name] !== undefined && !Object.hasOwn(a, name)) return false;
  return true;
};

/** How much of one is in the other: the number of values that stand in the same places. */
export const inCommon = (a: unknown, b: unknown): number => {
  if (!isTree(a) || !isTree(b)) return Object.is(a, b) ? 1 : 0;
  return Object.keys(a).reduce((sum, name) => sum + inCommon(a[name], b[name]), 0);
};

const isTree = (json: unknown): json is Readonly<Record<string, unknown>> => typeof json === 'object' && json !== null;

const textAt = (json: unknown, path: Path): string => {
  let found = json;
  for (const name of path) found = isTree(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  if (found === undefined) return 'nothing';
  return typeof found === 'string' ? found : JSON.stringify(found);
};

/** RFC 6901. */
const pointer = (path: Path): string =>
  path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
