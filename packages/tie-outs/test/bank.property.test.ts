import type { PayoutRow } from '@commission-ledger/projections';
import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BankTieOut, tieOutBank } from '../src/index.ts';
import { amountOf, camt, type Entry, settle, statementsIn, worldOf } from './bankWorld.ts';

describe('a statement that has every settled payout', () => {
  let rows: readonly PayoutRow[] = [];
  let entries: readonly Entry[] = [];
  let tied: (given: readonly Entry[]) => Promise<BankTieOut>;
  beforeAll(async () => {
    const partners = Array.from({ length: 12 }, (_, index) => [`p${index}`, `${100 + 10 * index}.00`] as const);
    const world = await worldOf(Object.fromEntries(partners));
    for (const row of await world.payouts()) await settle(world, row);
    rows = await world.payouts();
    entries = rows.map((row) => ({ amount: amountOf(row), reference: row.payoutId }));
    const documents = await world.documents();
    tied = async (given) => {
      const made = await tieOutBank({ documents, program: 'acme', statements: statementsIn(camt(given)) });
      if (E.isLeft(made)) throw new Error(made.left._tag);
      return made.right;
    };
  });

  const any = () => fc.nat({ max: rows.length - 1 });

  it('agrees in whatever order its entries are, by reference or by payee', async () => {
    const places = rows.map((_, index) => index);
    const order = fc.shuffledSubarray(places, { minLength: rows.length, maxLength: rows.length });
    await fc.assert(
      fc.asyncProperty(order, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), async (shuffled, byPayee) => {
        const given = shuffled.map((index) =>
          byPayee[index] === true ? { amount: amountOf(rows[index]!), payee: rows[index]!.partner } : entries[index]!,
        );
        const { verdict, counts } = await tied(given);
        expect({ verdict, ...counts }).toMatchObject({
          verdict: 'matched',
          matched: 12,
          byPayee: byPayee.filter(Boolean).length,
        });
      }),
      { numRuns: 30 },
    );
  });

  it('tells exactly the entry that was dropped', async () => {
    await fc.assert(
      fc.asyncProperty(any(), async (dropped) => {
        const { findings } = await tied(entries.filter((_, index) => index !== dropped));
        expect(findings).toMatchObject([{ class: 'missing-there', payout: { payout: rows[dropped]?.payoutId } }]);
      }),
      { numRuns: 12 },
    );
  });

  it('tells exactly the entry that is there twice', async () => {
    await fc.assert(
      fc.asyncProperty(any(), async (doubled) => {
        const { findings } = await tied([...entries, entries[doubled]!]);
        expect(findings).toMatchObject([{ class: 'paid-twice', payout: { payout: rows[doubled]?.payoutId } }]);
      }),
      { numRuns: 12 },
    );
  });

  it('tells exactly the entry whose amount is a cent off', async () => {
    await fc.assert(
      fc.asyncProperty(any(), fc.constantFrom('.01', '.99'), async (changed, cents) => {
        const amount = amountOf(rows[changed]!).replace('.00', cents);
        const { findings } = await tied(
          entries.map((entry, index) => (index === changed ? { ...entry, amount } : entry)),
        );
        expect(findings).toMatchObject([
          { class: 'different', field: 'amount', there: `${amount} EUR`, payout: { payout: rows[changed]?.payoutId } },
        ]);
      }),
      { numRuns: 12 },
    );
  });
});
