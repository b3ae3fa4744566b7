import { orThrow } from '@commission-ledger/ledger';
import { format } from '@commission-ledger/money';
import { type DocumentStore, payoutsOf } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ResultOutcome, importPayoutResults } from '../src/index.ts';
import { type World, framesOf, march, worldOf } from './world.ts';

const HEADER = 'payout,status,amount,currency,reference,reason,fee,date';

const take = async (world: World, ...rows: readonly string[]): Promise<readonly ResultOutcome[]> => {
  const bytes = new TextEncoder().encode([HEADER, ...rows].join('\n'));
  const taken = await importPayoutResults({ ledger: world.ledger, documents: await world.documents(), bytes });
  if (E.isLeft(taken)) throw new Error(JSON.stringify(taken.left));
  return taken.right;
};

const issuedFor = async (...partners: readonly string[]) => {
  const world = await worldOf(partners);
  const { issued } = await orThrow(world.ledger.issuePayouts(march));
  const idOf = (partner: string): string => issued.find(({ data }) => data.partner === partner)?.data.payout ?? '';
  return { world, idOf };
};

const statuses = async ({ documents }: World): Promise<readonly string[]> =>
  (await payoutsOf(await documents())).map(({ partner, status, reference, reason, fee, resolvedAt }) =>
    [partner, status, reference ?? reason, fee === null ? 'free' : format(fee), resolvedAt].join(' '),
  );

/** Read models in which somebody wrote one text for another. */
const altered = (documents: DocumentStore, from: string, to: string): DocumentStore => ({
  ...documents,
  read: async (projection, key) => (await documents.read(projection, key))?.replaceAll(from, to),
  readMany: async (projection, keys) =>
    (await documents.readMany(projection, keys)).map((json) => json?.replaceAll(from, to)),
  list: async (projection, options) =>
    (await documents.list(projection, options)).map(({ key, json }) => ({ key, json: json.replaceAll(from, to) })),
});

describe('a result file', () => {
  it('settles and fails payouts, each on its day in the zone of the program', async () => {
    const { world, idOf } = await issuedFor('bob', 'cat', 'dan');
    const outcomes = await take(
      world,
      `${idOf('bob')},settled,10.00,EUR,bank 7,,0.25,2024-03-06`,
      `${idOf('cat')},failed,10.00,EUR,,account closed,,2024-03-07`,
      `${idOf('dan')},settled,10.00,EUR,bank 8,,,`,
    );
    expect(outcomes).toEqual([
      { line: 2, payout: idOf('bob'), outcome: 'recorded', status: 'settled' },
      { line: 3, payout: idOf('cat'), outcome: 'recorded', status: 'failed' },
      { line: 4, payout: idOf('dan'), outcome: 'recorded', status: 'settled' },
    ]);
    expect(await statuses(world)).toEqual([
      'bob settled bank 7 0.25 2024-03-05T23:00:00.000Z',
      'cat failed account closed free 2024-03-06T23:00:00.000Z',
      'dan settled bank 8 free 2024-06-01T12:00:00.000Z',
    ]);
  });

  it('is not taken in where a read model was damaged, and that is said', async () => {
    const { world, idOf } = await issuedFor('bob');
    const documents = altered(await world.documents(), 'Europe/Berlin', 'Europe/Nowhere');
    const bytes = new TextEncoder().encode(`${HEADER}\n${idOf('bob')},settled,10.00,EUR,bank 7,,,2024-03-06`);
    await expect(importPayoutResults({ ledger: world.ledger, documents, bytes })).rejects.toMatchObject({
      reason: { _tag: 'Corrupt', problem: expect.stringContaining('the time zone "Europe/Nowhere"') },
    });
  });

  it('taken in twice changes nothing', async () => {
    const { world, idOf } = await issuedFor('bob', 'cat');
    const rows = [`${idOf('bob')},settled,10.00,EUR,bank 7,,,`, `${idOf('cat')},failed,10.00,EUR,,closed,,2024-03-07`];
    await take(world, ...rows);
    const before = await framesOf(world.store);
    expect((await take(world, ...rows, ...rows)).map(({ outcome }) => outcome)).toEqual(Array(4).fill('already-known'));
    expect(await framesOf(world.store)).toEqual(before);
  });

  it('is compared with what was sent: the net, or what it was converted into', async () => {
    const world = await worldOf(['bob', 'cat']);
    const occurredAt = '2024-01-02T00:00:00Z';
    await orThrow(world.ledger.recordTaxStatus({ partner: 'bob', status: 'taxed', from: '2024-01-01', occurredAt }));
    const there = { partner: 'cat', reference: 'bank-of-cat', currency: 'USD' };
    await orThrow(world.ledger.changePayoutDestination({ ...there, occurredAt }));
    const rate = { from: 'EUR', to: 'USD', rate: '1.085', date: '2024-03-04', source: 'ECB' };
    await orThrow(world.ledger.recordFxRate(rate));
    const { issued } = await orThrow(world.ledger.issuePayouts(march));
    const [bob = '', cat = ''] = issued.map(({ data }) => data.payout);
    const before = await framesOf(world.store);
    const wrong = await take(
      world,
      `${bob},settled,10.00,EUR,bank 7,,,`,
      `${bob},settled,9.00,USD,bank 7,,,`,
      `${cat},settled,10.00,EUR,bank 8,,,`,
      `${cat},failed,10.84,USD,,closed,,`,
    );
    expect(wrong.map((row) => (row.outcome === 'refused' ? row.failure._tag : row.outcome))).toEqual(
      Array(4).fill('OtherResultAmount'),
    );
    expect(await framesOf(world.store)).toEqual(before);
    const right = await take(world, `${bob},settled,9.00,EUR,bank 7,,,`, `${cat},settled,10.85,USD,bank 8,,0.30,`);
    expect(right.map(({ outcome }) => outcome)).toEqual(['recorded', 'recorded']);
  });

  it('does not know payouts that there are not', async () => {
    const { world } = await issuedFor('bob');
    const before = await framesOf(world.store);
    expect(await take(world, 'PO-2024-03-05-nobody,settled,10.00,EUR,x,,,', ',settled,10.00,EUR,x,,,')).toEqual([
      { line: 2, payout: 'PO-2024-03-05-nobody', outcome: 'unknown' },
      { line: 3, payout: '', outcome: 'unknown' },
    ]);
    expect(await framesOf(world.store)).toEqual(before);
  });

  it('never overturns how a payout ended', async () => {
    const { world, idOf } = await issuedFor('bob', 'cat');
    await take(world, `${idOf('bob')},failed,10.00,EUR,,closed,,`, `${idOf('cat')},settled,10.00,EUR,bank 8,,,`);
    const before = await framesOf(world.store);
    const after = await take(
      world,
      `${idOf('bob')},settled,10.00,EUR,bank 7,,,`,
      `${idOf('cat')},failed,10.00,EUR,,closed,,`,
      `${idOf('cat')},settled,10.00,EUR,bank 9,,,`,
    );
    expect(after).toMatchObject([
      { payout: idOf('bob'), outcome: 'contradicts', status: 'settled', stands: 'failed' },
      { payout: idOf('cat'), outcome: 'contradicts', status: 'failed', stands: 'settled' },
      { outcome: 'refused', failure: { _tag: 'KeyConflict', differing: [{ field: 'reference' }] } },
    ]);
    expect(await framesOf(world.store)).toEqual(before);
  });

  it('that says of a payout which was called off that it arrived contradicts', async () => {
    const { world, idOf } = await issuedFor('bob');
    const amount = { amount: '10.00', currency: 'EUR' };
    const of = { program: 'acme', partner: 'bob', payout: idOf('bob'), amount };
    await orThrow(world.ledger.voidPayout({ ...of, reason: 'by hand' }));
    expect(await take(world, `${idOf('bob')},settled,10.00,EUR,bank 7,,,`)).toEqual([
      { line: 2, payout: idOf('bob'), outcome: 'contradicts', status: 'settled', stands: 'voided' },
    ]);
  });

  it('tells every cell that cannot be read, and takes in the rows around it', async () => {
    const { world, idOf } = await issuedFor('bob', 'cat');
    const bob = idOf('bob');
    const outcomes = await take(
      world,
      `${bob},paid,10.00,EUR,x,,,`,
      `${bob},settled,1e1,EUR,,,-0.10,2024-02-30`,
      `${bob},failed,10.00,eur,,,,`,
      `${bob},"settled,10.00,EUR,x,,,`,
      `${idOf('cat')},settled,10.00,EUR,bank 8,,,`,
    );
    expect(
      outcomes.map((row) =>
        row.outcome === 'refused' && row.failure._tag === 'UnreadableRow'
          ? row.failure.problems.map(({ column }) => column)
          : row.outcome,
      ),
    ).toEqual([['status'], ['date', 'amount', 'reference', 'fee'], ['amount', 'reason'], [''], 'recorded']);
  });

  it.each([
    ['no file', '', 'NotAResultFile'],
    ['a file without the columns', 'payout,state\nx,y', 'MissingResultColumns'],
    ['a file with a column twice', `${HEADER},payout\n`, 'NotAResultFile'],
  ])('is refused as a whole where it is %s', async (_, text, tag) => {
    const { world } = await issuedFor('bob');
    const before = await framesOf(world.store);
    const order = { ledger: world.ledger, documents: await world.documents(), bytes: new TextEncoder().encode(text) };
    expect(await importPayoutResults(order)).toMatchObject({ _tag: 'Left', left: { _tag: tag } });
    expect(await framesOf(world.store)).toEqual(before);
  });

  it('in any order, cut anywhere and taken in again, ends as the first word on each payout', async () => {
    const row = fc.record({ partner: fc.constantFrom('bob', 'cat'), status: fc.constantFrom('settled', 'failed') });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), fc.nat({ max: 6 }), async (rows, cut) => {
        const { world, idOf } = await issuedFor('bob', 'cat');
        const lines = rows.map(({ partner, status }) =>
          status === 'settled'
            ? `${idOf(partner)},settled,10.00,EUR,bank 7,,,`
            : `${idOf(partner)},failed,10.00,EUR,,closed,,`,
        );
        await take(world, ...lines.slice(0, cut));
        await take(world, ...lines);
        const first = (partner: string) => rows.find((each) => each.partner === partner)?.status ?? 'issued';
        const found = (await payoutsOf(await world.documents())).map(({ partner, status }) => [partner, status]);
        expect(found).toEqual([
          ['bob', first('bob')],
          ['cat', first('cat')],
        ]);
      }),
      { numRuns: 25 },
    );
  });
});
