/**
 * A second reader of `explain/1`, written from docs/reference/explain-operations.md alone. It imports nothing of
 * this project, and computes with fractions of bigints.
 */
import { createHash } from 'node:crypto';

type Json = null | boolean | number | string | readonly Json[] | { readonly [field: string]: Json };
type Fraction = readonly [num: bigint, den: bigint];
type Quantity =
  | { kind: 'booked' | 'unrounded'; n: Fraction; currency: string }
  | { kind: 'ratio'; n: Fraction }
  | { kind: 'text'; text: string };

const decimalsOf: Readonly<Record<string, number>> = { EUR: 2, USD: 2, JPY: 0, KWD: 3 };

/** One line for each thing that is wrong, beginning with the id of the node. An empty list: the graph is sound. */
export const findings = (graph: { root: string; nodes: Readonly<Record<string, unknown>> }): readonly string[] => {
  const nodes = new Map(Object.entries(graph.nodes) as [string, Record<string, Json>][]);
  const found: string[] = [];
  for (const [id, node] of nodes) {
    if (idOf(node) !== id) found.push(`${id} id`);
    for (const other of mentioned(node)) if (!nodes.has(other)) found.push(`${id} mentions ${other}`);
  }
  const state = new Map<string, 'open' | 'done'>();
  const walk = (id: string): void => {
    const node = nodes.get(id);
    if (node === undefined || state.get(id) === 'done') return;
    if (state.get(id) === 'open') {
      found.push(`${id} circle`);
      return;
    }
    state.set(id, 'open');
    for (const other of mentioned(node)) walk(other);
    state.set(id, 'done');
  };
  if (!nodes.has(graph.root)) found.push(`${graph.root} no root`);
  walk(graph.root);
  for (const [id, node] of nodes) {
    if (!state.has(id)) found.push(`${id} stray`);
    try {
      const trouble = check(node, nodes);
      if (trouble !== undefined) found.push(`${id} ${trouble}`);
    } catch (error) {
      found.push(`${id} ${String(error)}`);
    }
  }
  return found;
};

const canonical = (json: Json): string => {
  if (Array.isArray(json)) return `[${(json as readonly Json[]).map(canonical).join(',')}]`;
  if (json === null || typeof json !== 'object') return JSON.stringify(json);
  const fields = json as Readonly<Record<string, Json>>;
  const keys = Object.keys(fields).toSorted();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(fields[key] as Json)}`).join(',')}}`;
};

export const idOf = (node: unknown): string =>
  createHash('sha256')
    .update(canonical(node as Json))
    .digest('hex')
    .slice(0, 16);

const list = (json: Json | undefined): readonly string[] => (json ?? []) as readonly string[];

const mentioned = (node: Readonly<Record<string, Json>>): readonly string[] => [
  ...list(node['given']),
  ...list(node['args']),
  ...(node['arg'] === undefined ? [] : [node['arg'] as string]),
  ...(node['taken'] === undefined ? [] : [node['taken'] as string]),
  ...((node['because'] ?? []) as readonly (readonly string[])[]).flat(),
  ...((node['rejected'] ?? []) as readonly { failed: readonly string[] }[]).flatMap(({ failed }) => failed),
];

const check = (
  node: Readonly<Record<string, Json>>,
  nodes: ReadonlyMap<string, Record<string, Json>>,
): string | undefined => {
  const valueAt = (id: string): Quantity => read(nodes.get(id)?.['value'] as Json);
  const isGuard = (id: string, pass: boolean): boolean =>
    nodes.get(id)?.['kind'] === 'guard' && nodes.get(id)?.['pass'] === pass;
  const value = read(node['value'] as Json);
  if (!list(node['given']).every((id) => isGuard(id, true))) return 'given';
  switch (node['kind'] as string) {
    case 'fact':
    case 'param':
    case 'absent':
      return undefined;
    case 'op':
      return same(operation(node['op'] as string, list(node['args']).map(valueAt)), value) ? undefined : 'value';
    case 'round': {
      const arg = valueAt(node['arg'] as string);
      const residue = read(node['residue'] as Json);
      if (arg.kind !== 'booked' && arg.kind !== 'unrounded') return 'rounds no money';
      const decimals = decimalsOf[arg.currency] as number;
      if (node['decimals'] !== decimals) return 'decimals';
      const units = 10n ** BigInt(decimals);
      const rounded: Quantity = {
        kind: 'booked',
        n: reduced(roundedUnits(times(arg.n, [units, 1n]), node['mode'] as string), units),
        currency: arg.currency,
      };
      if (!same(rounded, value)) return 'value';
      const rest: Quantity = { kind: 'unrounded', n: minus(arg.n, rounded.n), currency: arg.currency };
      return same(rest, residue) ? undefined : 'residue';
    }
    case 'guard': {
      const pass = holds(node['test'] as string, list(node['args']).map(valueAt));
      return pass === node['pass'] && node['value'] === String(pass) ? undefined : 'pass';
    }
    case 'choice': {
      const because = node['because'] as readonly (readonly string[])[];
      const rejected = node['rejected'] as readonly { failed: readonly string[] }[];
      if (because.length === 0 && rejected.length === 0) return 'no reason';
      if (![...because, ...rejected.map(({ failed }) => failed)].every((group) => group.length > 0))
        return 'empty reason';
      if (!because.flat().every((id) => isGuard(id, true))) return 'because';
      if (!rejected.flatMap(({ failed }) => failed).every((id) => isGuard(id, false))) return 'rejected';
      return same(valueAt(node['taken'] as string), value) ? undefined : 'value';
    }
    default:
      return 'kind';
  }
};

const read = (json: Json): Quantity => {
  if (typeof json === 'string') return { kind: 'text', text: json };
  const fields = json as Readonly<Record<string, string>>;
  const currency = fields['currency'];
  if (fields['amount'] !== undefined && currency !== undefined) {
    const decimals = (fields['amount'].split('.')[1] ?? '').length;
    if (decimals !== decimalsOf[currency]) throw new Error('decimals of an amount');
    return { kind: 'booked', n: decimal(fields['amount']), currency };
  }
  const n = fraction(fields);
  return currency === undefined ? { kind: 'ratio', n } : { kind: 'unrounded', n, currency };
};

const fraction = (fields: Readonly<Record<string, string>>): Fraction => {
  const written = fields['exact'] ?? fields['rate'];
  if (written === undefined) return reduced(BigInt(fields['num'] as string), BigInt(fields['den'] as string));
  if (/\.\d*0$/.test(written)) throw new Error('trailing zeros');
  return decimal(written);
};

const decimal = (written: string): Fraction => {
  const match = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/.exec(written);
  if (match === null) throw new Error('no decimal');
  const [, sign, whole = '', part = ''] = match;
  return reduced(BigInt(`${sign ?? ''}${whole}${part}`), 10n ** BigInt(part.length));
};

const reduced = (num: bigint, den: bigint): Fraction => {
  let [a, b] = [num < 0n ? -num : num, den < 0n ? -den : den];
  while (b > 0n) [a, b] = [b, a % b];
  const divisor = den < 0n ? -a : a;
  return [num / divisor, den / divisor];
};
const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => reduced(a * d + c * b, b * d);
const minus = (a: Fraction, [c, d]: Fraction): Fraction => plus(a, [-c, d]);
const times = ([a, b]: Fraction, [c, d]: Fraction): Fraction => reduced(a * c, b * d);
const over = (a: Fraction, [c, d]: Fraction): Fraction => {
  if (c === 0n) throw new Error('division by zero');
  return times(a, reduced(d, c));
};
const compared = ([a, b]: Fraction, [c, d]: Fraction): number => (a * d < c * b ? -1 : a * d > c * b ? 1 : 0);

const same = (a: Quantity, b: Quantity): boolean => {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'text' || b.kind === 'text') return a.kind === 'text' && b.kind === 'text' && a.text === b.text;
  const unit = (q: Quantity): string => ('currency' in q ? q.currency : '');
  return unit(a) === unit(b) && a.n[0] === b.n[0] && a.n[1] === b.n[1];
};

const operation = (op: string, args: readonly Quantity[]): Quantity => {
  const [a, b, c] = args;
  if (op === 'split') return shareOf(args);
  if (op === 'months' || op === 'days' || op === 'add-months') return dated(op, args);
  if (op === 'convert') {
    if (a === undefined || !('currency' in a) || b?.kind !== 'ratio' || c?.kind !== 'text') throw new Error('convert');
    return { kind: 'unrounded', n: times(a.n, b.n), currency: c.text };
  }
  const numbers = args.map((arg) => {
    if (arg.kind === 'text') throw new Error('a text is no number');
    return arg;
  });
  const [x, y] = numbers;
  if (x === undefined) throw new Error('no arguments');
  const currencies = new Set(numbers.flatMap((q) => ('currency' in q ? [q.currency] : [])));
  if (currencies.size > 1) throw new Error('two currencies');
  const [currency] = currencies;
  const monies = numbers.filter(({ kind }) => kind !== 'ratio').length;
  if (op === 'mul' || op === 'div') {
    if (y === undefined || numbers.length !== 2) throw new Error('two arguments');
    if (op === 'mul' && monies === 2) throw new Error('money times money');
    if (op === 'div' && x.kind === 'ratio' && y.kind !== 'ratio') throw new Error('ratio by money');
    const n = op === 'mul' ? times(x.n, y.n) : over(x.n, y.n);
    return currency === undefined || (op === 'div' && monies === 2)
      ? { kind: 'ratio', n }
      : { kind: 'unrounded', n, currency };
  }
  if (monies !== 0 && monies !== numbers.length) throw new Error('money and ratios');
  if (op === 'sub' && numbers.length !== 2) throw new Error('two arguments');
  const n = numbers.slice(1).reduce((total, next) => folds[op as keyof typeof folds](total, next.n), x.n);
  if (currency === undefined) return { kind: 'ratio', n };
  return { kind: numbers.every(({ kind }) => kind === 'booked') ? 'booked' : 'unrounded', n, currency };
};

const folds = {
  sum: plus,
  sub: minus,
  min: (a: Fraction, b: Fraction): Fraction => (compared(a, b) <= 0 ? a : b),
  max: (a: Fraction, b: Fraction): Fraction => (compared(a, b) >= 0 ? a : b),
};

type Day = readonly [year: number, month: number, day: number];

const dated = (op: string, args: readonly Quantity[]): Quantity => {
  const [a, b] = args;
  if (args.length !== 2 || a?.kind !== 'text' || b === undefined) throw new Error('two arguments, the first a date');
  const from = dayOf(a.text);
  if (op === 'add-months') {
    if (b.kind !== 'ratio' || b.n[1] !== 1n || b.n[0] < 0n || b.n[0] > 13_199n) throw new Error('a number of months');
    const later = monthsAfter(from, Number(b.n[0]));
    if (later[0] > 2999) throw new Error('beyond 2999');
    return { kind: 'text', text: later.map((part) => `${part}`.padStart(2, '0')).join('-') };
  }
  if (b.kind !== 'text') throw new Error('two dates');
  const to = dayOf(b.text);
  if (op === 'days') return { kind: 'ratio', n: [BigInt(dayNumber(to) - dayNumber(from)), 1n] };
  let n = 0;
  if (dayNumber(to) >= dayNumber(from)) while (dayNumber(monthsAfter(from, n + 1)) <= dayNumber(to)) n += 1;
  return { kind: 'ratio', n: [BigInt(n), 1n] };
};

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const lengthOf = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : ([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] as number);

const dayOf = (written: string): Day => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(written);
  const [year, month, day] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  if (match === null || year < 1900 || year > 2999 || month < 1 || month > 12) throw new Error('no date');
  if (day < 1 || day > lengthOf(year, month)) throw new Error('no such day');
  return [year, month, day];
};

const monthsAfter = ([year, month, day]: Day, count: number): Day => {
  const index = year * 12 + month - 1 + count;
  const [y, m] = [Math.floor(index / 12), (index % 12) + 1];
  return [y, m, Math.min(day, lengthOf(y, m))];
};

/** Days since the last day of the year 0. */
const dayNumber = ([year, month, day]: Day): number => {
  let days =
    365 * (year - 1) + Math.floor((year - 1) / 4) - Math.floor((year - 1) / 100) + Math.floor((year - 1) / 400);
  for (let m = 1; m < month; m += 1) days += lengthOf(year, m);
  return days + day;
};

const shareOf = ([whole, place, ...weights]: readonly Quantity[]): Quantity => {
  if (whole?.kind !== 'booked' || place?.kind !== 'text') throw new Error('split');
  const units = 10n ** BigInt(decimalsOf[whole.currency] as number);
  const [amount] = times(whole.n, [units, 1n]);
  const m = amount < 0n ? -amount : amount;
  const shares = weights.map((w) => (w.kind === 'ratio' ? w.n : ([0n, 1n] as const)));
  const total = shares.reduce(plus, [0n, 1n]);
  const ideal = shares.map((w) => over(times([m, 1n], w), total));
  const floors = ideal.map(([num, den]) => num / den);
  let missing = m - floors.reduce((sum, floor) => sum + floor, 0n);
  const rest = ideal.map((n, index) => ({ index, left: minus(n, [floors[index] as bigint, 1n]) }));
  for (const { index } of rest.toSorted((p, q) => compared(q.left, p.left) || p.index - q.index)) {
    if (missing === 0n) break;
    floors[index] = (floors[index] as bigint) + 1n;
    missing -= 1n;
  }
  const part = floors[Number(place.text) - 1];
  if (part === undefined) throw new Error('place');
  return { kind: 'booked', n: reduced(amount < 0n ? -part : part, units), currency: whole.currency };
};

const roundedUnits = ([num, den]: Fraction, mode: string): bigint => {
  const x = num < 0n ? -num : num;
  const [below, rest] = [x / den, x % den];
  const up = {
    'half-even': 2n * rest > den || (2n * rest === den && below % 2n === 1n),
    'half-up': 2n * rest >= den,
    down: false,
    up: rest > 0n,
  }[mode];
  if (up === undefined) throw new Error('mode');
  const result = up ? below + 1n : below;
  return num < 0n ? -result : result;
};

const holds = (test: string, [first, ...others]: readonly Quantity[]): boolean => {
  if (first === undefined || others.length === 0) throw new Error('arguments of a guard');
  const orders = others.map((other) => order(first, other));
  if (test === 'in') return orders.includes(0);
  if (test === 'not-in') return !orders.includes(0);
  if (orders.length > 1) throw new Error('arguments of a guard');
  const [o] = orders as [number];
  const results: Readonly<Record<string, boolean>> = {
    lt: o < 0,
    le: o <= 0,
    eq: o === 0,
    ne: o !== 0,
    ge: o >= 0,
    gt: o > 0,
  };
  return results[test] as boolean;
};

const order = (a: Quantity, b: Quantity): number => {
  if (a.kind === 'text' && b.kind === 'text') return a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
  if (a.kind === 'text' || b.kind === 'text') throw new Error('compares a text with a number');
  const [unitA, unitB] = ['currency' in a ? a.currency : '', 'currency' in b ? b.currency : ''];
  if (unitA !== unitB) throw new Error('compares two units');
  return compared(a.n, b.n);
};
