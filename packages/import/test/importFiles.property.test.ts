import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { type Opportunity, crmMappingWith, withPipeline } from './smallPipeline.ts';
import { accountsOf, countOf, dyingStore, historyOf, importAll, newStore, tryImport, withFiles } from './world.ts';

/** Two agents of one manager, large amounts and few days, so that bands are crossed and days are shared. */
const opportunity = fc.record({
  agent: fc.constantFrom('Agent Aster', 'Agent Birch'),
  product: fc.constantFrom('GTX Basic', 'GTXPro', 'GTK 500'),
  stage: fc.constantFrom('Won', 'Won', 'Won', 'Lost', 'Engaging'),
  closed: fc.constantFrom('4/3/2017', '4/4/2017', '6/30/2017', '7/1/2017'),
  value: fc.constantFrom('10.30', '1054.50', '30000.00', '49999.99'),
});

const pipeline: fc.Arbitrary<readonly Opportunity[]> = fc
  .array(opportunity, { minLength: 1, maxLength: 9 })
  .map((rows) =>
    rows.map((row, index) => ({
      ...row,
      id: `ROW${index}`,
      ...(row.stage === 'Won' ? {} : { value: row.stage === 'Lost' ? '0' : '' }),
      ...(row.stage === 'Engaging' ? { closed: '' } : {}),
    })),
  );

/** Rows in another order, those that close on the same day in the order they had: that order means something. */
const shuffled = (rows: readonly Opportunity[]): fc.Arbitrary<readonly Opportunity[]> =>
  fc.shuffledSubarray([...rows], { minLength: rows.length }).map((mixed) => {
    const left = new Map<string | undefined, Opportunity[]>();
    for (const row of rows) left.set(row.closed, [...(left.get(row.closed) ?? []), row]);
    return mixed.flatMap(({ closed }) => left.get(closed)?.splice(0, 1) ?? []);
  });

type Wishes = Parameters<typeof importAll>[2];

const imported = async (rows: readonly (Opportunity | string)[], wishes: Wishes = {}) => {
  const store = await newStore();
  const said = await withFiles(withPipeline(rows), (folder) => importAll(store, folder, wishes));
  return { store, ...said };
};

describe('accounts are the same', () => {
  it('whatever the order of the file', async () => {
    const both = pipeline.chain((rows) => fc.tuple(fc.constant(rows), shuffled(rows)));
    await fc.assert(
      fc.asyncProperty(both, async ([rows, mixed]) => {
        expect(await accountsOf((await imported(mixed)).store)).toEqual(await accountsOf((await imported(rows)).store));
      }),
      { numRuns: 25 },
    );
  });

  it('however many facts are sorted and applied at a time', async () => {
    await fc.assert(
      fc.asyncProperty(
        pipeline,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        async (rows, runSize, windowSize) => {
          const parts = await imported(rows, { runSize, windowSize });
          const whole = await imported(rows);
          expect(await accountsOf(parts.store)).toEqual(await accountsOf(whole.store));
          expect(parts.summary).toEqual(whole.summary);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('after a crash anywhere, once it is imported again', async () => {
    await fc.assert(
      fc.asyncProperty(
        pipeline,
        fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 3 }),
        fc.integer({ min: 1, max: 20 }),
        async (rows, crashes, windowSize) => {
          const store = await newStore();
          await withFiles(withPipeline(rows), async (folder) => {
            for (const appends of crashes) await tryImport(dyingStore(store, appends), folder, { windowSize });
            await importAll(store, folder, { windowSize });
            const { summary } = await importAll(store, folder);
            expect(summary).toMatchObject({ eventsWritten: 0, rowsRecorded: 0, rowsRefused: 0 });
          });
          expect(await accountsOf(store)).toEqual(await accountsOf((await imported(rows, { windowSize })).store));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('with and without the bad rows in between, of which each is told', async () => {
    const bad = fc.constantFrom<Opportunity | string>(
      { id: 'BAD', agent: 'Nobody' },
      { id: 'BAD', product: 'GTZ' },
      { id: 'BAD', value: '1,5' },
      { id: 'BAD', closed: '4/31/2017' },
      'BAD,too short',
      'BAD,"open,GTX Basic,,Won,3/1/2017,4/3/2017,1.00',
    );
    const mixed = pipeline.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.array(fc.tuple(bad, fc.nat(rows.length)), { minLength: 1, maxLength: 3 })),
    );
    await fc.assert(
      fc.asyncProperty(mixed, async ([rows, bads]) => {
        const all: (Opportunity | string)[] = [...rows];
        for (const [row, at] of bads) all.splice(at, 0, row);
        // Two open quotes close each other: what they spoil is what is between them, and it is told.
        fc.pre(bads.filter(([row]) => typeof row === 'string' && row.includes('"')).length < 2);
        const { store, problems, summary } = await imported(all);
        expect(await accountsOf(store)).toEqual(await accountsOf((await imported(rows)).store));
        expect(summary.rowsRefused).toBe(bads.length);
        expect(new Set(problems.map(({ line }) => line)).size).toBe(bads.length);
      }),
      { numRuns: 25 },
    );
  });
});

it('every row is counted once', async () => {
  const anyRow = fc.record({
    id: fc.constantFrom('A', 'B', 'C'),
    value: fc.constantFrom('1.00', '2.00', 'x'),
    engaged: fc.constantFrom('3/1/2017', ''),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { maxLength: 6 }), async (rows) => {
      const { summary, problems } = await imported(rows);
      const skipped = summary.rowsSkipped.reduce((sum, { rows: some }) => sum + some, 0);
      expect(summary.rowsRead).toBe(rows.length + 6);
      expect(summary.rowsRecorded + summary.rowsKnown + summary.rowsRefused + skipped).toBe(summary.rowsRead);
      expect(summary.rowsRefused).toBe(new Set(problems.map(({ line }) => line)).size);
    }),
    { numRuns: 25 },
  );
});

describe('facts of all kinds', () => {
  const kinds = fc.constantFrom('lead', 'win', 'pay', 'refund', 'join', 'enrol', 'adjust', 'upline');
  const fact = fc.record({
    kind: kinds,
    on: fc.integer({ min: 1, max: 9 }),
    of: fc.constantFrom('a', 'b'),
    other: fc.constantFrom('a', 'b', 'c'),
  });

  /** A file in which each row is one fact, and a mapping of it: a log of what happened, refusable as it may be. */
  const mapping = (() => {
    const at = { column: 'on', format: 'yyyy-MM-dd' };
    const when = (equals: string) => ({ when: { column: 'kind', equals }, occurredAt: at });
    const amount = { amount: 'amount', currency: 'USD' };
    const of = { column: 'of' };
    const facts = [
      { fact: 'PartnerJoined', ...when('join'), fields: { partner: of, name: of } },
      {
        fact: 'PartnerEnrolled',
        ...when('enrol'),
        fields: { partner: of, plan: 'crm-2017', from: { date: 'on', format: 'yyyy-MM-dd' } },
      },
      {
        fact: 'UplineAssigned',
        ...when('upline'),
        fields: { partner: of, upline: { column: 'other' }, from: { date: 'on', format: 'yyyy-MM-dd' } },
      },
      {
        fact: 'LeadSubmitted',
        ...when('lead'),
        fields: { lead: of, partner: { column: 'other' }, prospect: { reference: of }, attributes: {} },
      },
      {
        fact: 'DealWon',
        ...when('win'),
        fields: {
          deal: of,
          lead: of,
          amount,
          attribution: [{ partner: { column: 'other' }, share: '1' }],
          attributes: { product: 'GTX Basic' },
        },
      },
      { fact: 'PaymentReceived', ...when('pay'), fields: { deal: of, payment: { column: 'id' }, amount } },
      {
        fact: 'PaymentRefunded',
        ...when('refund'),
        fields: {
          deal: of,
          payment: { column: 'paid' },
          refund: { column: 'id' },
          amount: { amount: 'part', currency: 'USD' },
          reason: 'returned',
        },
      },
      {
        fact: 'AdjustmentPosted',
        ...when('adjust'),
        fields: {
          adjustment: { column: 'id' },
          partner: of,
          amount,
          reason: 'by hand',
          author: 'ann',
          approver: 'bob',
          maturesOn: { date: 'on', format: 'yyyy-MM-dd' },
        },
      },
    ];
    return crmMappingWith((_, whole) => {
      whole['sources'] = [{ name: 'log', file: 'log.csv', format: { type: 'csv', delimiter: ';' }, facts }];
    });
  })();

  it('have the verdicts of recording them one by one', async () => {
    let accruals = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fact, { maxLength: 14 }),
        fc.integer({ min: 2, max: 40 }),
        async (facts, windowSize) => {
          const rows = [
            ...['a', 'b', 'c'].flatMap((partner) => [`join;2017-04-01;${partner};a`, `enrol;2017-04-01;${partner};a`]),
            ...['a', 'b'].flatMap((id) => [`lead;2017-04-01;${id};a`, `win;2017-04-02;${id};a`]),
            ...facts.map(({ kind, on, of, other }) => `${kind};2017-04-0${on};${of};${other}`),
          ].map((row, index) => `${row};id${index};id${Math.max(0, index - 1)};60000.00;10000.00`);
          const content = ['kind;on;of;other;id;paid;amount;part', ...rows].join('\n');
          const run = async (size: number) => {
            const store = await newStore();
            const { problems, summary } = await withFiles({ 'log.csv': content }, (folder) =>
              importAll(store, folder, { mapping, windowSize: size }),
            );
            return { problems: problems.map(({ line, reason }) => `${line} ${reason}`).toSorted(), summary, store };
          };
          const [one, many] = [await run(1), await run(windowSize)];
          expect(many.problems).toEqual(one.problems);
          expect(many.summary).toEqual(one.summary);
          const [here, there] = [await accountsOf(many.store), await accountsOf(one.store)];
          expect(Object.keys(here)).toEqual(Object.keys(there));
          for (const [account, entries] of Object.entries(here))
            expect(withoutPlaces(entries)).toEqual(withoutPlaces(there[account] ?? []));
          accruals += await countOf(many.store, 'AccrualPosted');
        },
      ),
      { numRuns: 60 },
    );
    expect(accruals).toBeGreaterThan(0);
  });
});

it('sources that are merged are sorted together', async () => {
  const store = await newStore();
  const rows: Opportunity[] = [
    { id: 'LATE', closed: '4/5/2017', value: '40000.00' },
    { id: 'EARLY', closed: '4/4/2017', value: '40000.00' },
  ];
  const files = withPipeline(rows.slice(0, 1));
  const mapping = crmMappingWith((source, whole) => {
    (whole['sources'] as unknown[]).push({ ...source, name: 'more', file: 'more.csv', merged: true });
  });
  const more = withPipeline(rows.slice(1))['sales_pipeline.csv'] ?? '';
  await withFiles({ ...files, 'more.csv': more }, (folder) => importAll(store, folder, { mapping }));
  const deals = (await historyOf(store)).flatMap((event) =>
    event.type === 'AccrualPosted' && event.data.rule.rule === 'tiers' ? [event.data.deal] : [],
  );
  expect(deals).toEqual(['EARLY', 'LATE']);
  expect(E.isRight(await tryImport(store, '.', { mapping }))).toBe(false);
});

/** Where a cause stands on its deal depends on when it was said that an earlier one is not set aside any more. */
const withoutPlaces = (entries: readonly unknown[]): unknown =>
  JSON.parse(JSON.stringify(entries), (key, value) =>
    key === 'causeEvent' ? { ...value, revision: undefined } : value,
  );
