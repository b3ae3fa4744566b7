import type * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerFailure } from '../src/index.ts';
import { isSamePerson } from '../src/isSamePerson.ts';
import { eur, framesOf, newLedger, ok, paid, planOf, refused, settle, won } from './world.ts';

const UNSEEN = ['\u200B', '\u200D', '\u00AD', '\uFEFF', '\u2060', '\u202E', '\uFE0F'];
const SPACES = [' ', '\u00A0', '\t', '\u3000', '  '];

/** Letters that are no form of each other, and may stand in one word. */
const ALPHABETS = [
  ['a', 'n', 'é', 'ö', '王', '7'],
  ['а', 'ж', 'й', '7'],
  ['α', 'ν', 'ό', '7'],
];
const words = fc
  .array(
    fc
      .constantFrom(...ALPHABETS)
      .chain((alphabet) => fc.array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 4 })),
    { minLength: 1, maxLength: 3 },
  )
  .map((all) => all.map((each) => each.join('')));

/** The same words as somebody else may write them, choice by choice. */
const otherSpelling = (of: readonly string[]): fc.Arbitrary<string> =>
  fc.infiniteStream(fc.nat(1000)).map((choices) => {
    const next = (): number => choices.next().value ?? 0;
    const unseen = (): string => (next() % 3 === 0 ? (UNSEEN[next() % UNSEEN.length] ?? '') : '');
    const space = (): string => SPACES[next() % SPACES.length] ?? ' ';
    const spelt = (each: string): string => {
      const cased = next() % 2 === 0 ? each.toUpperCase() : each;
      const composed = next() % 2 === 0 ? cased.normalize('NFD') : cased;
      return unseen() + composed + unseen();
    };
    const inside = of.map((word) => Array.from(word, spelt).join('')).join(space());
    return (next() % 2 === 0 ? space() : '') + inside + (next() % 2 === 0 ? space() : '');
  });

describe('two names', () => {
  it('are those of one person however they are spelt', () => {
    const spelt = words.chain((name) => fc.tuple(otherSpelling(name), otherSpelling(name)));
    fc.assert(
      fc.property(spelt, ([one, other]) => {
        expect(isSamePerson(one, other)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('are those of two when a letter or where a word ends differs', () => {
    fc.assert(
      fc.property(words, words, (one, other) => {
        expect(isSamePerson(one.join(' '), other.join(' '))).toBe(one.join(' ') === other.join(' '));
      }),
      { numRuns: 1000 },
    );
  });

  it('are never those of two when a letter of one is drawn as in another alphabet', () => {
    const alike = new Map([
      ['a', 'а'],
      ['e', 'е'],
      ['o', 'ο'],
      ['i', 'і'],
    ]);
    const name = fc.array(fc.constantFrom('a', 'e', 'o', 'i', 'n', 'f'), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(name, fc.nat(7), (letters, at) => {
        const forged = letters.map((letter, index) => (index === at ? (alike.get(letter) ?? letter) : letter)).join('');
        const isMixed = /[a-z]/.test(forged) && forged !== letters.join('');
        for (const rest of ['', '-1', ' lee'])
          if (isMixed) expect(isSamePerson(letters.join('') + rest, forged + rest)).toBe(true);
      }),
    );
  });

  it.each([
    ['finance-1', 'fin\u0430nce-1', true],
    ['finance-1', 'fin\u03B1nce-2', true],
    ['a1n', '\u04301n', true],
    ['Иван it', 'ann', false],
    ['Иван-it', 'Иван-hr', false],
    ['Иван', 'John', false],
    ['王Lee', 'ann', false],
    ['ann', 'ANN', true],
    ['ann', ' ann ', true],
    ['ann', 'an\u200Bn', true],
    ['René', 'Rene\u0301', true],
    ['Ann Lee', 'ann\u00A0\u2003lee', true],
    ['Ａｎｎ', 'ann', true],
    ['Strauß', 'STRAUSS', true],
    ['Νίκος', 'ΝΊΚΟΣ', true],
    ['ann', 'anna', false],
    ['ann lee', 'annlee', false],
    ['René', 'Rene', false],
  ])('%j and %j: one person is %j', (one, other, same) => {
    expect(isSamePerson(one, other)).toBe(same);
    expect(isSamePerson(other, one)).toBe(same);
  });

  it('are never those of one person when one of them is none', () => {
    for (const none of [null, undefined]) {
      expect(isSamePerson('ann', none)).toBe(false);
      expect(isSamePerson(none, none)).toBe(false);
    }
  });
});

describe('whatever takes two people', () => {
  const two = { author: 'René', approver: ' RENE\u0301\u200B' };
  const account = { program: 'acme', partner: 'bob' };
  const paidOut = async () => {
    const { store, ledger } = newLedger({ actor: 'René' });
    await settle(ledger, { program: { approval: 'two-person' } });
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.preparePayouts({ program: 'acme', date: '2024-03-05' }));
    await ok(
      ledger.proposeAdjustment({
        ...account,
        adjustment: 'a2',
        amount: eur('1.00'),
        reason: 'goodwill',
        author: two.author,
        maturesOn: '2024-02-01',
      }),
    );
    return { store, ledger };
  };
  type Ledger = Awaited<ReturnType<typeof paidOut>>['ledger'];
  const decision = { reason: 'a mistake', ...two };
  const commands: Readonly<Record<string, (ledger: Ledger) => Promise<E.Either<LedgerFailure, unknown>>>> = {
    postAdjustment: (ledger) =>
      ledger.postAdjustment({
        ...account,
        adjustment: 'a1',
        amount: eur('1.00'),
        maturesOn: '2024-02-01',
        ...decision,
      }),
    approveAdjustment: (ledger) => ledger.approveAdjustment({ ...account, adjustment: 'a2', approver: two.approver }),
    setApartUnclaimed: (ledger) =>
      ledger.setApartUnclaimed({ ...account, unclaimed: 'u1', amount: eur('0.01'), date: '2024-03-01', ...decision }),
    writeOffReceivable: (ledger) =>
      ledger.writeOffReceivable({ ...account, writeOff: 'w1', amount: eur('0.01'), date: '2024-03-01', ...decision }),
    publishPlan: (ledger) => ledger.publishPlan({ document: planOf({ version: 2 }), ...two }),
    approvePayouts: (ledger) => ledger.approvePayouts({ program: 'acme', date: '2024-03-05' }, { actor: two.approver }),
    rerate: (ledger) =>
      ledger.rerate({ rerating: 'r1', plan: 'standard', version: 1, from: '2024-01-01', ...decision }),
    rerateDeal: (ledger) => ledger.rerateDeal({ rerating: 'r1', deal: 'd1', ...decision }),
  };

  it.each(Object.keys(commands))('takes one for one person, however spelt: %s', async (name) => {
    const { store, ledger } = await paidOut();
    const before = await framesOf(store);
    const command = commands[name];
    if (command === undefined) throw new Error(name);
    expect(await refused(command(ledger))).toMatchObject({ _tag: 'SamePerson' });
    expect(await framesOf(store)).toEqual(before);
  });
});
