import { currency, exactFromJson, ofMinor, ratio } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import {
  addMonths,
  booked,
  choice,
  convert,
  days,
  div,
  fact,
  guard,
  InvalidStep,
  max,
  min,
  months,
  mul,
  param,
  ratioOf,
  roundNode,
  split,
  sub,
  sum,
  text,
  unrounded,
  type EventRef,
  type Node,
  type RuleRef,
  type Test,
  type Value,
} from '../src/index.ts';

/** The right side, or a failing test. */
export const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(`expected a right, got ${JSON.stringify(either.left)}`);
  return either.right;
};

export const currencyOf = (code: string) => right(currency(code));
export const eur = (minor: bigint): Value => booked(ofMinor(minor, currencyOf('EUR')));
export const exactEur = (amount: string): Value => unrounded(right(exactFromJson(amount)), currencyOf('EUR'));
export const rateOf = (rate: string): Value => ratioOf(right(exactFromJson(rate)));

export const ref: RuleRef = { plan: 'p', version: 1, hash: 'aa'.repeat(32), rule: 'r', clause: '1.1' };
export const event = (id: string): EventRef => ({
  event: id,
  stream: 'deal-1',
  revision: 0,
  hash: 'bb'.repeat(32),
  path: '/amount',
  occurredAt: '2026-01-01T00:00:00.000Z',
  recordedAt: '2026-01-01T00:00:00.000Z',
});

const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 5, arbitrary: fc.bigInt(-999n, 99_999n).map(eur) },
  fc.bigInt(-9n, 9n).map((minor) => booked(ofMinor(minor, currencyOf('JPY')))),
  fc.bigInt(-9999n, 9999n).map((minor) => booked(ofMinor(minor, currencyOf('KWD')))),
  { weight: 4, arbitrary: fc.tuple(fc.bigInt(-9n, 99n), fc.bigInt(1n, 12n)).map(([n, d]) => ratioOf(ratio(n, d))) },
  fc.tuple(fc.bigInt(-99n, 99n), fc.bigInt(1n, 7n)).map(([n, d]) => unrounded(ratio(n, d), currencyOf('EUR'))),
  fc.constantFrom('1', '2', 'EUR', 'JPY', '2026-01-31', 'GTK 500', 'é😀').map(text),
  fc.constantFrom('2024-02-29', '2025-03-30', '2026-02-28', '2100-03-31', '2999-12-01').map(text),
);

const leaf: fc.Arbitrary<Node> = fc.oneof(
  fc.tuple(value, fc.constantFrom('e1', 'e2')).map(([v, id]) => fact(v, [event(id)], 'payment')),
  fc.tuple(value, fc.nat(3)).map(([v, place]) => param(v, ref, `/rules/${place}`, 'rate')),
);

const tests: readonly Test[] = ['lt', 'le', 'eq', 'ne', 'ge', 'gt', 'in', 'not-in'];
const modes = ['half-even', 'half-up', 'down', 'up'] as const;

type Instruction = Readonly<{ kind: number; picks: readonly number[]; flavour: number }>;

/** Does an instruction on nodes picked from the pool; what cannot be done is left out. */
const grown = (pool: readonly Node[], { kind, picks, flavour }: Instruction): readonly Node[] => {
  const args = picks.flatMap((pick) => pool[pick % pool.length] ?? []);
  const [a, b, c] = args as [Node, Node, Node];
  const passing = pool.filter((node) => node.kind === 'guard' && node.pass);
  const failing = pool.filter((node) => node.kind === 'guard' && !node.pass);
  const given = passing.slice(0, flavour % 2);
  const options = given.length === 0 ? { rule: ref } : { given, rule: ref };
  const steps: readonly (() => Node)[] = [
    () => sum(args, options),
    () => sub(a, b, options),
    () => mul(a, b, options),
    () => div(a, b, options),
    () => min(args, options),
    () => max(args, options),
    () => split(a, b, args.slice(2)),
    () => convert(a, b, c),
    () => roundNode(a, modes[flavour % 4] ?? 'down'),
    () => guard(tests[flavour % 8] ?? 'eq', flavour % 8 < 6 ? [a, b] : args, ref),
    () => months(a, b, options),
    () => days(a, b, options),
    () => addMonths(a, b, options),
    () =>
      choice(
        a,
        passing.length > 0 ? [passing.slice(0, 2)] : [],
        failing.slice(0, 1).map((f) => ({ rule: ref, failed: [f] })),
      ),
  ];
  try {
    const step = steps[kind % steps.length];
    return step === undefined ? pool : [...pool, step()];
  } catch (error) {
    if (error instanceof InvalidStep) return pool;
    throw error;
  }
};

const instruction: fc.Arbitrary<Instruction> = fc.record({
  kind: fc.nat(13),
  picks: fc.array(fc.nat(60), { minLength: 3, maxLength: 4 }),
  flavour: fc.nat(7),
});

/** The last node of a calculation made of random steps, most of which share earlier ones. */
export const calculation: fc.Arbitrary<Node> = fc
  .tuple(fc.array(leaf, { minLength: 4, maxLength: 8 }), fc.array(instruction, { minLength: 10, maxLength: 40 }))
  .map(([leaves, instructions]) => instructions.reduce(grown, leaves).at(-1))
  .filter((node): node is Node => node !== undefined && node.kind !== 'fact' && node.kind !== 'param');
