import { createHash } from 'node:crypto';
import { format } from '@commission-ledger/money';
import { orThrow, payoutIdOf } from '@commission-ledger/ledger';
import { payoutFilesOf } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { type MakePayoutFile, type PayeeDetails, type PayoutFile, makePayoutFile } from '../src/index.ts';
import { type World, detailsOf, framesOf, march, worldOf } from './world.ts';

const order = async (world: World, change: Partial<MakePayoutFile> = {}): Promise<MakePayoutFile> => ({
  ledger: world.ledger,
  documents: await world.documents(),
  ...march,
  file: 'f1',
  details: detailsOf,
  by: 'ann',
  ...change,
});

const made = async (world: World, change: Partial<MakePayoutFile> = {}): Promise<PayoutFile> =>
  orThrow(makePayoutFile(await order(world, change)));

const issuedFor = async (...partners: readonly string[]): Promise<World> => {
  const world = await worldOf(partners);
  await orThrow(world.ledger.issuePayouts(march));
  return world;
};

const leftOut = ({ leftOut: rows }: PayoutFile): readonly string[] =>
  rows.map(({ partner, reason }) => `${partner} ${reason}`);

/** The lines of a file, cell by cell; none of these tests has a line break in a cell. */
const cellsOf = ({ text }: PayoutFile): readonly (readonly string[])[] =>
  text
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));

describe('the file of a run', () => {
  it('has a line for each payout on its way, and is recorded with its sums and its hash', async () => {
    const world = await issuedFor('bob', 'cat');
    const file = await made(world);
    const [header, ...lines] = cellsOf(file);
    expect(header).toEqual(['payout', 'run', 'date', 'partner', 'name', 'account', 'bank', 'amount', 'currency']);
    expect(lines.map(([, ...cells]) => cells)).toEqual(
      ['bob', 'cat'].map((partner) => [
        '2024-03-05-acme',
        '2024-03-05',
        partner,
        `Holder of bank-of-${partner}`,
        'DE89370400440532013000',
        '',
        '10.00',
        'EUR',
      ]),
    );
    expect(file.totals.map((total) => `${format(total)} ${total.currency}`)).toEqual(['20.00 EUR']);
    expect(file.fileHash).toBe(createHash('sha256').update(file.text, 'utf8').digest('hex'));
    expect(leftOut(file)).toEqual([]);
    const { events } = await world.store.readAll({ after: undefined, limit: 1000 });
    const recorded = events.flatMap(({ type, body }): unknown => (type === 'PayoutFileMade' ? [JSON.parse(body)] : []));
    const data = { file: 'f1', format: 'csv', payouts: file.payouts, fileHash: file.fileHash, by: 'ann' };
    expect(recorded).toMatchObject([{ data }]);
    // The host's details are in the file and nowhere else.
    expect((await framesOf(world.store)).join('\n')).not.toContain('DE8937');
  });

  it('made again is the same file, and nothing is written', async () => {
    const world = await issuedFor('bob');
    const first = await made(world);
    const before = await framesOf(world.store);
    expect(await made(world)).toEqual(first);
    expect(await framesOf(world.store)).toEqual(before);
  });

  it('made again under the same id after something changed is a conflict', async () => {
    const world = await issuedFor('bob', 'cat');
    await made(world);
    const before = await framesOf(world.store);
    const details = (reference: string): PayeeDetails | undefined =>
      reference === 'bank-of-bob' ? undefined : detailsOf(reference);
    expect(await makePayoutFile(await order(world, { details }))).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'KeyConflict' },
    });
    expect(await framesOf(world.store)).toEqual(before);
  });

  it('has what arrives: less what is withheld, and in the currency of the destination', async () => {
    const world = await worldOf(['bob', 'cat']);
    const { ledger } = world;
    const occurredAt = '2024-01-02T00:00:00Z';
    await orThrow(ledger.recordTaxStatus({ partner: 'bob', status: 'taxed', from: '2024-01-01', occurredAt }));
    const there = { partner: 'cat', reference: 'bank-of-cat', currency: 'USD' };
    await orThrow(ledger.changePayoutDestination({ ...there, occurredAt }));
    const rate = { from: 'EUR', to: 'USD', rate: '1.085', date: '2024-03-04', source: 'ECB' };
    await orThrow(ledger.recordFxRate(rate));
    await orThrow(ledger.issuePayouts(march));
    const file = await made(world);
    expect(cellsOf(file).map((cells) => cells.slice(-2))).toEqual([
      ['amount', 'currency'],
      ['9.00', 'EUR'],
      ['10.85', 'USD'],
    ]);
    expect(file.totals.map((total) => `${format(total)} ${total.currency}`)).toEqual(['9.00 EUR', '10.85 USD']);
  });

  it('leaves out what must not be sent, and says why', async () => {
    const partners = [
      'arrived',
      'failed',
      'moved',
      'other-currency',
      'called-off',
      'unknown',
      'unsound',
      'seized',
      'fine',
    ];
    const world = await worldOf(partners);
    const { ledger } = world;
    const occurredAt = '2024-01-02T00:00:00Z';
    await orThrow(ledger.recordTaxStatus({ partner: 'seized', status: 'seized', from: '2024-01-01', occurredAt }));
    const { issued } = await orThrow(ledger.issuePayouts(march));
    const payoutOf = (partner: string) => {
      const data = issued.find((event) => event.data.partner === partner)?.data;
      const amount = { amount: '10.00', currency: 'EUR' };
      return { program: 'acme', partner, payout: data?.payout ?? '', amount };
    };
    await orThrow(ledger.settlePayout({ ...payoutOf('arrived'), reference: 'bank 1' }));
    await orThrow(ledger.failPayout({ ...payoutOf('failed'), reason: 'closed' }));
    await orThrow(ledger.voidPayout({ ...payoutOf('called-off'), reason: 'by hand' }));
    await orThrow(ledger.changePayoutDestination({ partner: 'moved', reference: 'elsewhere' }));
    const there = { partner: 'other-currency', reference: 'bank-of-other-currency' };
    await orThrow(ledger.changePayoutDestination({ ...there, currency: 'USD' }));
    const details = (reference: string): PayeeDetails | undefined => {
      if (reference === 'bank-of-unknown') return undefined;
      return reference === 'bank-of-unsound' ? { name: 'Two\nlines', account: 'X1' } : detailsOf(reference);
    };
    const file = await made(world, { details });
    expect(leftOut(file).toSorted()).toEqual([
      'arrived settled',
      'called-off voided',
      'failed failed',
      'moved destination-changed',
      'other-currency destination-changed',
      'seized nothing-arrives',
      'unknown no-details',
      'unsound unsound-details',
    ]);
    expect(file.payouts).toEqual([payoutOf('fine').payout]);
  });

  it('never sends a payout twice, unless it replaces the file that the payout is in', async () => {
    const world = await issuedFor('bob', 'cat');
    const onlyBob = (reference: string): PayeeDetails | undefined =>
      reference === 'bank-of-bob' ? detailsOf(reference) : undefined;
    const first = await made(world, { details: onlyBob });
    const second = await made(world, { file: 'f2' });
    expect(leftOut(second)).toEqual(['bob in-another-file']);
    expect(second.payouts).not.toEqual(first.payouts);
    const third = await made(world, { file: 'f3', replaces: 'f1' });
    expect(third.payouts).toEqual(first.payouts);
    expect(leftOut(third)).toEqual(['cat in-another-file']);
    expect(leftOut(await made(world, { file: 'f4', replaces: 'f2' }))).toEqual(['bob in-another-file']);
  });

  it('never sends a payout twice, also where two files are made at once', async () => {
    const world = await issuedFor('bob');
    const orders = [await order(world), await order(world, { file: 'f2' })];
    const files = await Promise.all(orders.map(makePayoutFile));
    const payout = payoutIdOf({ program: 'acme', partner: 'bob', currency: 'EUR' }, march.date);
    expect(files).toMatchObject([
      { _tag: 'Right', right: { payouts: [payout] } },
      { _tag: 'Left', left: { _tag: 'PayoutInFile', file: 'f1', payout } },
    ]);
  });

  it('says of each file in whose place it is made', async () => {
    const world = await issuedFor('bob');
    await made(world);
    await made(world, { file: 'f2', replaces: 'f1' });
    const files = await payoutFilesOf(await world.documents(), '2024-03-05-acme');
    expect(files.map(({ file, replaces }) => [file, replaces])).toEqual([
      ['f1', null],
      ['f2', 'f1'],
    ]);
  });

  it('has no cell that a spreadsheet would run', async () => {
    const names = ['=1+1', '+1', '-1', '@x', '\uFF1D1', '\uFF0B1', '\uFF0D1', '\uFF201', 'a,b', 'a"b', '"=1"'];
    for (const name of names) {
      const world = await issuedFor('bob');
      const { text } = await made(world, { details: () => ({ name, account: 'DE1' }) });
      const [, line = ''] = text.split('\r\n');
      const cell = /bob,(?<cell>(?:"(?:[^"]|"")*"|[^",]*)),DE1/.exec(line)?.groups?.['cell'] ?? 'none';
      const value = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      expect(value).toBe(/^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(name) ? `'${name}` : name);
    }
    for (const account of ['=DE1', 'DE1\t', 'DE1,x', '', `'DE1`]) {
      const world = await issuedFor('bob', 'cat');
      const details = (reference: string) => ({ name: 'Bob', account: reference === 'bank-of-bob' ? account : 'DE1' });
      expect(leftOut(await made(world, { details }))).toEqual(['bob unsound-details']);
    }
  });
});

describe('a file is refused, and nothing is written,', () => {
  it('before the run is issued completely', async () => {
    const world = await worldOf(['bob']);
    const before = await framesOf(world.store);
    expect(await makePayoutFile(await order(world))).toEqual(E.left({ _tag: 'RunNotIssued', run: '2024-03-05-acme' }));
    expect(await framesOf(world.store)).toEqual(before);
  });

  it('with a payout twice, or one that was called off since', async () => {
    const world = await issuedFor('bob');
    const payout = payoutIdOf({ program: 'acme', partner: 'bob', currency: 'EUR' }, march.date);
    const fact = { run: '2024-03-05-acme', file: 'f1', format: 'csv', totals: [], fileHash: 'a'.repeat(64), by: 'ann' };
    const record = (payouts: string[]) => world.ledger.recordPayoutFile({ ...fact, payouts });
    const before = await framesOf(world.store);
    expect(await record([payout, payout])).toMatchObject({ _tag: 'Left', left: { _tag: 'PayoutInFile', file: 'f1' } });
    expect(await framesOf(world.store)).toEqual(before);
    const amount = { amount: '10.00', currency: 'EUR' };
    await orThrow(world.ledger.voidPayout({ program: 'acme', partner: 'bob', payout, amount, reason: 'by hand' }));
    expect(await record([payout])).toEqual(E.left({ _tag: 'PayoutAlready', payout, status: 'voided' }));
  });

  it('where nothing can be in it', async () => {
    const world = await issuedFor('bob');
    const before = await framesOf(world.store);
    expect(await makePayoutFile(await order(world, { details: () => undefined }))).toEqual(
      E.left({ _tag: 'PayoutFileIsEmpty', run: '2024-03-05-acme', file: 'f1' }),
    );
    expect(await framesOf(world.store)).toEqual(before);
  });

  it('under another key than its own, where there is a file of that id', async () => {
    const world = await issuedFor('bob');
    await made(world);
    const before = await framesOf(world.store);
    expect(await makePayoutFile(await order(world, { meta: { key: 'another' } }))).toEqual(
      E.left({ _tag: 'PayoutFileExists', run: '2024-03-05-acme', file: 'f1' }),
    );
    expect(await framesOf(world.store)).toEqual(before);
  });
});

describe('a payout that stands in a file', () => {
  const amount = { amount: '10.00', currency: 'EUR' };
  const payout = payoutIdOf({ program: 'acme', partner: 'bob', currency: 'EUR' }, march.date);
  const voiding = { program: 'acme', partner: 'bob', payout, amount, reason: 'by hand' };

  it('is not called off, unless it is said to be unsent', async () => {
    const world = await issuedFor('bob');
    await made(world);
    const before = await framesOf(world.store);
    expect(await world.ledger.voidPayout(voiding)).toEqual(
      E.left({ _tag: 'PayoutInFile', run: '2024-03-05-acme', file: 'f1', payout }),
    );
    expect(await framesOf(world.store)).toEqual(before);
    const { events } = await orThrow(world.ledger.voidPayout({ ...voiding, unsent: true }));
    expect(events).toMatchObject([{ type: 'PayoutVoided', data: { unsent: true } }]);
  });

  it('can be called off once another file without it is made in its place', async () => {
    const world = await issuedFor('bob', 'cat');
    await made(world);
    const details = (reference: string) => (reference === 'bank-of-cat' ? detailsOf(reference) : undefined);
    await made(world, { file: 'f2', replaces: 'f1', details });
    await orThrow(world.ledger.voidPayout(voiding));
  });
});
