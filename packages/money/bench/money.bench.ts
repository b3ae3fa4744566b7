import * as E from 'fp-ts/lib/Either.js';
import { Bench } from 'tinybench';
import {
  add,
  allocate,
  currency,
  exact,
  exactMul,
  exactOf,
  money,
  ofMinor,
  ratio,
  round,
  toExact,
} from '../src/index.ts';

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left));
  return either.right;
};

const eur = right(currency('EUR'));
const amounts = Array.from({ length: 1024 }, (_, index) => ofMinor(BigInt(index * 7919 + 1), eur));
const texts = amounts.map(({ minor }) => `${minor}.05`);
const [rate, third] = [right(exact('0.055')), ratio(1n, 3n)];
const weights = [exactOf(1n), exactOf(2n), exactOf(4n)];

let turn = 0;
const next = (): number => (turn = (turn + 1) % 1024);
const amount = () => amounts[next()] ?? ofMinor(0n, eur);

const bench = new Bench({ time: 500 })
  .add('add two amounts', () => add(amount(), amount()))
  .add('read an amount', () => money(texts[next()] ?? '0', 'EUR'))
  .add('amount × rate, rounded', () => round(exactMul(toExact(amount()), rate), eur, 'half-even'))
  .add('amount × a third, rounded', () => round(exactMul(toExact(amount()), third), eur, 'half-even'))
  .add('share among three', () => allocate(amount(), weights));

await bench.run();
console.table(
  bench.tasks.map(({ name, result }) => ({
    name,
    'a second': 'throughput' in result ? Math.round(result.throughput.mean).toLocaleString('en') : result.state,
  })),
);
