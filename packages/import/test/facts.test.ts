import { timeZone } from '@commission-ledger/calendar';
import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { amountText } from '../src/facts/amountText.ts';
import { momentIn } from '../src/facts/momentOf.ts';
import { nearestOf } from '../src/facts/nearest.ts';
import { crmMappingWith, withPipeline } from './smallPipeline.ts';
import { historyOf, importAll, newStore, withFiles } from './world.ts';

const zoneOf = (name: string) => {
  const zone = timeZone(name);
  if (E.isLeft(zone)) throw new Error(name);
  return zone.right;
};
const paris = zoneOf('Europe/Paris');

describe('an amount', () => {
  const whole = fc.integer({ min: 0, max: 99_999_999 });
  const grouped = (n: number, mark: string): string => String(n).replaceAll(/\B(?=(\d{3})+$)/g, mark);

  it('reads with the marks that the mapping names as it reads without them', () => {
    const marks = fc.constantFrom([',', '.'], ['.', ','], [' ', ','], ["'", '.']);
    fc.assert(
      fc.property(
        whole,
        fc.integer({ min: 0, max: 99 }),
        marks,
        fc.boolean(),
        (units, cents, [thousands = '', decimal = ''], negative) => {
          const sign = negative ? '-' : '';
          const fraction = String(cents).padStart(2, '0');
          const settings = decimal === ',' ? { thousands, decimal } : { thousands };
          const plain = { amount: `${sign}${units}.${fraction}` };
          expect(amountText(`${sign}${grouped(units, thousands)}${decimal}${fraction}`, 'EUR', settings)).toEqual(
            plain,
          );
          expect(amountText(`${sign}${units}${decimal}${fraction}`, 'EUR', settings)).toEqual(plain);
        },
      ),
    );
  });

  it.each([
    ['1,000.00', {}],
    ['1.50', { decimal: ',' }],
    ['1,5', {}],
    ['10,00.00', { thousands: ',' }],
    ['1,000,00', { thousands: ',' }],
    [',100', { thousands: ',' }],
    ['1.000,5,5', { thousands: '.', decimal: ',' }],
    ['1.5', { thousands: '.', decimal: ',' }],
    ['1,000', { thousands: '.', decimal: ',' }],
    ['1 000', { thousands: ',' }],
    ['0001', {}],
    ['+1', {}],
    ['1'.repeat(200_000), { thousands: ',' }],
    [`0.${'0'.repeat(200_000)}1`, {}],
  ])('is never guessed: %.20s with %j', (written, marks) => {
    expect(typeof amountText(written, 'EUR', marks)).toBe('string');
  });
});

describe('a moment', () => {
  it.each([
    ['1/31/2017', 'M/d/yyyy', '2017-01-30T23:00:00.000Z'],
    ['31.07.2017', 'dd.MM.yyyy', '2017-07-30T22:00:00.000Z'],
    ['2017-07-31 09:30', 'yyyy-MM-dd HH:mm', '2017-07-31T07:30:00.000Z'],
    ['7/1/2017 09:30:15', 'M/d/yyyy HH:mm:ss', '2017-07-01T07:30:15.000Z'],
    ['2017-07-31T09:30:00+02:00', 'iso', '2017-07-31T07:30:00.000Z'],
  ])('%s in the form %s is %s in Paris', (text, format, at) => {
    expect(momentIn(text, format, paris, 'refuse')).toEqual({ at });
  });

  it.each([
    ['2017-02-30', 'yyyy-MM-dd', 'is no date in the form'],
    ['7/1/2017', 'M/d/yyyy HH:mm', 'is no date in the form'],
    ['7/1/2017T09:30', 'M/d/yyyy HH:mm', 'is no date in the form'],
    ['7/1/2017 24:00', 'M/d/yyyy HH:mm', 'is not a time of day'],
    ['3/26/2017 02:30', 'M/d/yyyy HH:mm', 'skip'],
    ['10/29/2017 02:30', 'M/d/yyyy HH:mm', 'twice'],
    ['2017-07-31T09:30:00', 'iso', 'no offset'],
    ['1500000000000', 'iso', 'is not a point in time'],
    ['', 'M/d/yyyy HH:mm', 'is no date in the form'],
  ])('is not guessed: %s in the form %s', (text, format, reason) => {
    expect(momentIn(text, format, paris, 'refuse')).toEqual(expect.stringContaining(reason));
  });

  it('that comes twice is the one the mapping chooses', () => {
    expect(momentIn('10/29/2017 02:30', 'M/d/yyyy HH:mm', paris, 'earlier')).toEqual({
      at: '2017-10-29T00:30:00.000Z',
    });
    expect(momentIn('10/29/2017 02:30', 'M/d/yyyy HH:mm', paris, 'later')).toEqual({ at: '2017-10-29T01:30:00.000Z' });
  });
});

describe('the nearest known value', () => {
  const products = ['GTX Basic', 'GTX Pro', 'MG Special', 'GTX Plus Pro', 'GTK 500'];

  it.each([
    ['GTXPro', 'GTX Pro'],
    ['gtx  pro', 'GTX Pro'],
    ['MG Specail', 'MG Special'],
    ['GTK500', 'GTK 500'],
    ['Toaster', undefined],
    ['---', undefined],
    ['x'.repeat(100_000), undefined],
  ])('to %.20s is %s', (value, nearest) => {
    expect(nearestOf(value, products)).toBe(nearest);
  });
});

describe('the rules of a mapping', () => {
  const attributesOf = async (columns: unknown, product: string) => {
    const store = await newStore();
    const mapping = crmMappingWith((pipeline) => {
      pipeline['columns'] = { product: columns };
    });
    await withFiles(withPipeline([{ id: 'RULED001', product }]), (folder) => importAll(store, folder, { mapping }));
    return (await historyOf(store)).flatMap((event) =>
      event.type === 'DealWon' ? [event.data.attributes['product']] : [],
    );
  };

  it('trim, then fill in, then replace other spellings', async () => {
    expect(await attributesOf({ trim: true, default: 'none', aliases: { none: 'No product' } }, '  ')).toEqual([
      'No product',
    ]);
    expect(await attributesOf({ trim: true, default: 'none' }, ' GTX Pro ')).toEqual(['GTX Pro']);
    expect(await attributesOf({ aliases: { 'GTX Pro': 'X' } }, ' GTX Pro ')).toEqual([' GTX Pro ']);
  });

  it('keep the key of the other system where the id had to differ', async () => {
    const store = await newStore();
    await withFiles(withPipeline([{ id: 'INV/2017/001' }, { id: 'PLAIN001' }]), (folder) => importAll(store, folder));
    const deals = (await historyOf(store)).flatMap((event) =>
      event.type === 'DealWon' ? [[event.data.deal, event.data.lead, event.data.foreignKey]] : [],
    );
    expect(deals).toEqual([
      ['x_INV_2F2017_2F001', 'x_INV_2F2017_2F001', 'INV/2017/001'],
      ['PLAIN001', 'PLAIN001', undefined],
    ]);
  });

  it('test rows with blank, equals, in, all, any and not', async () => {
    const won = { column: 'deal_stage', equals: 'Won' };
    const small = { column: 'close_value', in: ['1.00', '2.00'] };
    const skipped = async (when: unknown) => {
      const mapping = crmMappingWith((pipeline) => {
        pipeline['skip'] = [{ when, reason: 'tested' }];
      });
      const rows = [
        { id: 'A', value: '1.00' },
        { id: 'B', value: '3.00' },
        { id: 'C', stage: 'Engaging', closed: '', value: '' },
      ];
      return withFiles(withPipeline(rows), async (folder) => {
        const { summary } = await importAll(await newStore(), folder, { mapping });
        return summary.rowsSkipped[0]?.rows;
      });
    };
    expect(await skipped(won)).toBe(2);
    expect(await skipped(small)).toBe(1);
    expect(await skipped({ not: won })).toBe(1);
    expect(await skipped({ all: [won, { not: small }] })).toBe(1);
    expect(await skipped({ any: [small, { column: 'close_date', blank: true }] })).toBe(2);
    expect(await skipped({ column: 'close_date', blank: false })).toBe(2);
  });

  const listed = async (list: Readonly<{ file: string; column: string }>, files: Readonly<Record<string, string>>) => {
    const mapping = crmMappingWith((pipeline) => {
      Object.assign(pipeline, {
        file: 'pipeline.ndjson',
        format: { type: 'ndjson' },
        columns: { opportunity_id: { known: list } },
      });
    });
    const row = { sales_agent: 'Agent Aster', product: 'GTX Pro', deal_stage: 'Engaging', engage_date: '3/1/2017' };
    const lines = ['KNOWN001', 'OTHER001'].map((id) => JSON.stringify({ opportunity_id: id, ...row }));
    return withFiles({ ...withPipeline([]), 'pipeline.ndjson': lines.join('\n'), ...files }, async (folder) => {
      const { problems } = await importAll(await newStore(), folder, { mapping });
      return problems.map(({ line, column }) => ({ line, column }));
    });
  };

  it('look values of NDJSON up in a CSV list', async () => {
    expect(await listed({ file: 'ids.csv', column: 'id' }, { 'ids.csv': 'id,more\nKNOWN001,x\n' })).toEqual([
      { line: 2, column: 'opportunity_id' },
    ]);
  });

  it('look values up in a source of the mapping as that source is written', async () => {
    expect(await listed({ file: './pipeline.ndjson', column: 'opportunity_id' }, {})).toEqual([]);
  });

  it('never take a JSON number for an amount', async () => {
    const mapping = crmMappingWith((pipeline) => {
      Object.assign(pipeline, { file: 'pipeline.ndjson', format: { type: 'ndjson' }, columns: {} });
    });
    const row = {
      opportunity_id: 17,
      sales_agent: 'Agent Aster',
      product: 'GTX Pro',
      deal_stage: 'Won',
      engage_date: '3/1/2017',
      close_date: '4/3/2017',
    };
    const lines = [
      { ...row, close_value: 100 },
      { ...row, close_value: '100.00' },
    ].map((line) => JSON.stringify(line));
    const store = await newStore();
    const { problems, summary } = await withFiles(
      { ...withPipeline([]), 'pipeline.ndjson': lines.join('\n') },
      (folder) => importAll(store, folder, { mapping }),
    );
    expect(problems).toMatchObject([
      { line: 1, column: 'close_value', reason: expect.stringContaining('is a JSON number') },
    ]);
    expect(summary.bySource[1]).toMatchObject({ rowsRead: 2, rowsRecorded: 1, rowsRefused: 1 });
  });
});
