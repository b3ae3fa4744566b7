import type { ExportRow } from '@commission-ledger/import';
import type { DocumentStore } from '@commission-ledger/projections';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { documentsOf, imported, rowsIn, sample, tied } from './dealWorld.ts';

type Mapped = Extract<ExportRow, { _tag: 'Mapped' }>;

const isWon = (row: ExportRow): row is Mapped =>
  row._tag === 'Mapped' && row.facts.some(({ type }) => type === 'DealWon');

const dealOf = ({ facts }: Mapped): string => String(facts.find(({ type }) => type === 'DealWon')?.data['deal']);

/** The same row with the amount of its win and of its payment changed. */
const withAmount = (row: Mapped, amount: string): Mapped => ({
  ...row,
  facts: row.facts.map((fact) =>
    'amount' in fact.data ? { ...fact, data: { ...fact.data, amount: { amount, currency: 'USD' } } } : fact,
  ),
});

describe('an export of a CRM that was imported', () => {
  let documents: DocumentStore;
  let rows: readonly ExportRow[] = [];
  let deals: readonly Mapped[] = [];
  beforeAll(async () => {
    documents = await documentsOf(await imported(sample));
    rows = await rowsIn(sample);
    deals = rows.filter(isWon);
  });

  /** The place of a deal's row among those of deals. */
  const anyDeal = () => fc.nat({ max: deals.length - 1 });

  it('agrees with the ledger, to the cent', async () => {
    const made = await tied(documents, rows);
    expect(made).toMatchObject({ verdict: 'matched', counts: { matched: deals.length }, findings: [] });
    for (const { there, here } of made.sums) expect(there).toEqual(here);
  });

  it('comes to the same in whatever order its rows are', async () => {
    const broken = [...rows.slice(0, -3), withAmount(deals[0]!, '1.23')];
    const expected = await tied(documents, broken);
    expect(expected.findings.length).toBeGreaterThan(0);
    const places = broken.map((_, index) => index);
    const shuffled = fc.shuffledSubarray(places, { minLength: broken.length, maxLength: broken.length });
    await fc.assert(
      fc.asyncProperty(shuffled, async (order) => {
        expect(
          await tied(
            documents,
            order.map((index) => broken[index]!),
          ),
        ).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('tells exactly the deal whose row was dropped', async () => {
    await fc.assert(
      fc.asyncProperty(anyDeal(), async (index) => {
        const dropped = deals[index]!;
        const { findings } = await tied(
          documents,
          rows.filter((row) => row !== dropped),
        );
        expect(findings).toMatchObject([{ class: 'missing-there', deal: dealOf(dropped), reason: 'no-row' }]);
      }),
      { numRuns: 25 },
    );
  });

  it('tells exactly the row that comes twice', async () => {
    await fc.assert(
      fc.asyncProperty(anyDeal(), async (index) => {
        const doubled = deals[index]!;
        const { findings } = await tied(documents, [...rows, { ...doubled, line: 9999 }]);
        const { file, line } = doubled;
        const both = [
          { file, line },
          { file, line: 9999 },
        ];
        expect(findings).toEqual([{ class: 'row-twice', deal: dealOf(doubled), rows: both }]);
      }),
      { numRuns: 25 },
    );
  });

  it('tells exactly the deal whose amount was changed by a cent', async () => {
    await fc.assert(
      fc.asyncProperty(anyDeal(), async (index) => {
        const changed = deals[index]!;
        const win = changed.facts.find(({ type }) => type === 'DealWon');
        const { amount } = win!.data['amount'] as { amount: string };
        const [whole, cents = '0'] = amount.split('.');
        const other = `${whole}.${`${(Number(cents.padEnd(2, '0')) + 1) % 100}`.padStart(2, '0')}`;
        const made = await tied(
          documents,
          rows.map((row) => (row === changed ? withAmount(changed, other) : row)),
        );
        expect(made.findings).toMatchObject([{ class: 'different', deal: dealOf(changed) }]);
        const [finding] = made.findings;
        const fields = finding?.class === 'different' ? finding.fields.map(({ field }) => field) : [];
        expect(fields).toEqual(['amount', 'payment']);
      }),
      { numRuns: 25 },
    );
  });

  it('tells exactly the deals that the ledger has not', async () => {
    await fc.assert(
      fc.asyncProperty(anyDeal(), fc.stringMatching(/^NEW[A-Z0-9]{5}$/), async (index, deal) => {
        const like = deals[index]!;
        const fresh = {
          ...like,
          line: 9999,
          facts: like.facts.map((fact) => ({ ...fact, data: { ...fact.data, deal, lead: deal } })),
        };
        const { findings } = await tied(documents, [...rows, fresh]);
        expect(findings).toMatchObject([{ class: 'missing-here', deal, reason: 'unknown' }]);
      }),
      { numRuns: 10 },
    );
  });
});
