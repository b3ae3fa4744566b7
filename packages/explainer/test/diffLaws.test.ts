import { booked, fact, unrounded, valueFromJson, type Node } from '@commission-ledger/calculation';
import {
  currency,
  exactAdd,
  exactEquals,
  exactOf,
  exactSub,
  ofMinor,
  ratio,
  subtract,
  sum,
  type Exact,
} from '@commission-ledger/money';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  askAgain,
  createExplainer,
  renderTree,
  storedEventIn,
  verifyReply,
  type Explainer,
  type Reply,
  type Subject,
} from '../src/index.ts';
import {
  averageEffects,
  chainFactors,
  effectsInOrder,
  type ChainEffects,
  type Sales,
} from '../src/questions/diff/comparedSales.ts';
import { lineDifferences, type KeyedLine } from '../src/questions/diff/lineDifferences.ts';
import { numberOf } from '../src/questions/diff/nodeAmounts.ts';
import { arbitraryStory, play } from './arbitraryHistory.ts';
import { readModels } from './diffWorld.ts';
import { bookedIn, right, type History } from './history.ts';
import { numbersIn, numbersOf } from './numbersIn.ts';

const EUR = right(currency('EUR'));

/** Lines on three keys, so that they meet; ids tell one entry from another. */
const arbitraryLines = fc.array(
  fc
    .record({ key: fc.constantFrom('a', 'b', 'c'), id: fc.nat(3), minor: fc.bigInt({ min: -500n, max: 500n }) })
    .map(({ key, id, minor }) => ({ key, id: `${key}${id}${minor}`, amount: ofMinor(minor, EUR) })),
  { maxLength: 6 },
);

type Keyed = KeyedLine & Readonly<{ id: string }>;

const changes = (a: readonly Keyed[], b: readonly Keyed[]): ReadonlyMap<string, bigint> =>
  new Map(lineDifferences(a, b, (one, other) => one.id === other.id).map(({ key, amount }) => [key, amount.minor]));

const keys = ['a', 'b', 'c'];

it('line by line: nothing between equals, the opposite when turned round, and the sum over a stop in between', () =>
  fc.assert(
    fc.property(arbitraryLines, arbitraryLines, arbitraryLines, (a, b, c) => {
      expect(changes(a, a).size).toBe(0);
      const [there, back, on, through] = [changes(a, b), changes(b, a), changes(b, c), changes(a, c)];
      for (const key of keys) {
        expect(back.get(key) ?? 0n).toBe(-(there.get(key) ?? 0n));
        expect(through.get(key) ?? 0n).toBe((there.get(key) ?? 0n) + (on.get(key) ?? 0n));
      }
      const total = (lines: readonly Keyed[]) =>
        sum(
          EUR,
          lines.map(({ amount }) => amount),
        );
      const found = [...there.values()].reduce((all, minor) => all + minor, 0n);
      expect(ofMinor(found, EUR)).toEqual(subtract(total(b), total(a)));
    }),
  ));

const amount = (cents: number): Node => fact(booked(ofMinor(BigInt(cents), EUR)), []);

const cents = () => fc.integer({ min: 1, max: 99 });

/** Sales whose four figures have nothing to do with one another: any exchange, share and rate. */
const arbitrarySales: fc.Arbitrary<Sales> = fc
  .record({ nominal: cents(), converted: cents(), credited: cents(), thousandths: fc.integer({ min: 0, max: 90_000 }) })
  .map(({ nominal, converted, credited, thousandths }) => ({
    nominal: amount(nominal),
    converted: amount(converted),
    credited: amount(credited),
    unlimited: fact(unrounded(ratio(BigInt(thousandths), 1000n), EUR), []),
  }));

const totalOf = (effects: ChainEffects): Exact =>
  chainFactors.map((factor) => numberOf(effects[factor])).reduce(exactAdd, exactOf(0n));

const arbitraryOrder = fc.shuffledSubarray([...chainFactors], { minLength: 4, maxLength: 4 });

it('the effects of factors add up to the difference, in whatever order they are taken, and on average', () =>
  fc.assert(
    fc.property(arbitrarySales, arbitrarySales, arbitraryOrder, (a, b, order) => {
      const difference = exactSub(numberOf(b.unlimited), numberOf(a.unlimited));
      expect(exactEquals(totalOf(effectsInOrder(a, b, order)), difference)).toBe(true);
      expect(exactEquals(totalOf(averageEffects(a, b)), difference)).toBe(true);
    }),
    { numRuns: 60 },
  ));

it('only the average turns round factor by factor; it gives nothing to what is alike', () =>
  fc.assert(
    fc.property(arbitrarySales, arbitrarySales, (a, b) => {
      const [there, back] = [averageEffects(a, b), averageEffects(b, a)];
      for (const factor of chainFactors)
        expect(exactEquals(numberOf(there[factor]), exactSub(exactOf(0n), numberOf(back[factor])))).toBe(true);
      const sold = averageEffects(a, { ...b, nominal: a.nominal });
      expect(exactEquals(numberOf(sold.volume), exactOf(0n))).toBe(true);
    }),
    { numRuns: 60 },
  ));

type Told = Readonly<{ explainer: Explainer; history: History; subjects: readonly Subject[] }>;

/** Months, payouts and deals of one account of a story, some of which have nothing in common. */
const toldOf = async (history: History): Promise<Told> => {
  const explainer = createExplainer({ store: history.store, documents: await readModels(history) });
  const ids = await bookedIn(history.store);
  const subjects: Subject[] = ['2017-01', '2017-02'].map((key) => ({
    kind: 'statement',
    id: `crm-2017.darcel.USD/${key}`,
  }));
  for (const id of ids) {
    if (id.startsWith('PO-')) subjects.push({ kind: 'payout', id });
    if (id.startsWith('acr-') || id.startsWith('rev-')) subjects.push({ kind: 'entry', id });
  }
  subjects.push({ kind: 'deal', id: 'D-1' }, { kind: 'deal', id: 'D-2' });
  return { explainer, history, subjects };
};

const forEveryPair = (work: (told: Told, a: Subject, b: Subject) => Promise<void>, numRuns: number) =>
  fc.assert(
    fc.asyncProperty(arbitraryStory, fc.nat(), fc.nat(), async (story, first, second) => {
      const told = await toldOf(await play(story));
      const [a, b] = [told.subjects[first % told.subjects.length], told.subjects[second % told.subjects.length]];
      if (a !== undefined && b !== undefined) await work(told, a, b);
    }),
    { numRuns },
  );

const asked = async ({ explainer }: Told, a: Subject, b: Subject, order?: 'shapley'): Promise<Reply | undefined> => {
  const answer = await explainer.diff({ a, b, ...(order === undefined ? {} : { order }) });
  if (answer._tag === 'Right') return answer.right;
  expect(['UnknownSubject', 'InvalidQuestion']).toContain(answer.left._tag);
  return undefined;
};

/** Effects that are told exactly below a row, and not in booked money: together they are the amount of the row. */
const exactBelow = ({ rows = [] }: Reply['rows'][number], { nodes }: Reply): readonly Exact[] =>
  rows.flatMap(({ node, amount: counted }) => {
    if (node === undefined || counted !== undefined) return [];
    const value = right(valueFromJson(nodes[node]?.value));
    return value._tag === 'money' || value._tag === 'unrounded' ? [numberOf(fact(value, []))] : [];
  });

it('any two amounts: rows add up to b − a, causes to their row, exactly; and it is proved to anybody', () =>
  forEveryPair(async (told, a, b) => {
    for (const order of [undefined, 'shapley'] as const) {
      const reply = await asked(told, a, b, order);
      if (reply?.amount === undefined) return;
      for (const row of reply.rows) {
        const effects = exactBelow(row, reply);
        if (effects.length === 0 || row.node === undefined) continue;
        const whole = right(valueFromJson(reply.nodes[row.node]?.value));
        expect(exactEquals(effects.reduce(exactAdd), numberOf(fact(whole, [])))).toBe(true);
      }
      const witness = {
        askAgain: (answer: Reply) => askAgain(told.explainer, answer),
        readStored: storedEventIn(told.history.store),
      };
      right(await verifyReply(JSON.parse(JSON.stringify(reply)), witness));
    }
  }, 10));

it('an amount compared with itself differs in nothing; turned round, each line is the opposite', () =>
  forEveryPair(async (told, a, b) => {
    const same = await asked(told, a, a);
    expect(same?.rows ?? []).toEqual([]);
    if (same?.amount !== undefined) expect(same.amount.amount).toBe('0.00');
    const [there, back] = [await asked(told, a, b), await asked(told, b, a)];
    const lines = (reply: Reply | undefined): ReadonlyMap<string, string> =>
      new Map(
        (reply?.rows ?? []).flatMap(({ rows = [] }) =>
          rows.flatMap(({ counts, proof, amount: line }) =>
            counts === true && proof !== undefined && line !== undefined ? [[proof, line.amount] as const] : [],
          ),
        ),
      );
    const turned = lines(back);
    for (const [proof, line] of lines(there)) {
      const opposite = turned.get(proof);
      if (opposite !== undefined) expect(Number(opposite)).toBeCloseTo(-Number(line), 9);
    }
    expect(Number(back?.amount?.amount ?? 0)).toBeCloseTo(-Number(there?.amount?.amount ?? 0), 9);
  }, 10));

it('says the same numbers in both languages, each of them in the document, and the same bytes again', () =>
  forEveryPair(async (told, a, b) => {
    const reply = await asked(told, a, b);
    if (reply === undefined) return;
    expect(await asked(told, a, b)).toEqual(reply);
    const texts = (['en', 'ru'] as const).map((locale) =>
      renderTree(reply, { locale, depth: 2, width: 400, all: true }),
    );
    const [english = '', russian = ''] = texts;
    const numbers = numbersIn(english, 'en');
    expect(numbersIn(russian, 'ru')).toEqual(numbers);
    const rowsOnly = numbersIn(renderTree(reply, { depth: 1, width: 400, all: true }), 'en');
    const known = new Set([...numbersOf(reply), ...rateForms(reply)]);
    expect(rowsOnly.filter((number) => !known.has(number))).toEqual([]);
  }, 8));

/** Rates are written in percent. */
const rateForms = (reply: Reply): readonly string[] =>
  (JSON.stringify(reply).match(/"rate":"[\d.]+"/g) ?? []).flatMap((text) => {
    const value = Number(text.slice(8, -1));
    return [`${Number((value * 100).toFixed(10))}`];
  });
