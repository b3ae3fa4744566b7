import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvReader } from '../src/rows/csvRecords.ts';
import { type Line, linesOf, textOf } from '../src/rows/lines.ts';
import type { Row } from '../src/rows/row.ts';
import { rowsOf } from '../src/rows/rowsOf.ts';
import { withFiles } from './world.ts';

const linesIn = (text: string): readonly Line[] =>
  text.split('\n').map((bytes, index) => ({ number: index + 1, bytes }));

const recordsOf = (text: string, pieces: readonly number[] = []): ReturnType<ReturnType<typeof csvReader>['take']> => {
  const reader = csvReader(',');
  const lines = linesIn(text);
  const cuts = [0, ...pieces.map((piece) => piece % (lines.length + 1)).toSorted((a, b) => a - b), lines.length];
  const taken = cuts.slice(1).flatMap((cut, index) => [...reader.take(lines.slice(cuts[index], cut))]);
  return [...taken, ...reader.end()];
};

const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', '1'), maxLength: 5 });
const written = (value: string): string => (/[",\n ]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const table = fc.array(fc.tuple(field, field, field), { minLength: 1, maxLength: 8 });
const pieces = fc.array(fc.nat(30), { maxLength: 3 });

describe('CSV', () => {
  it('is read as it was written, however the file is cut into pieces', () => {
    fc.assert(
      fc.property(table, pieces, (records, cuts) => {
        const filled = records.filter((record) => record.some((value) => value !== ''));
        const text = filled.map((record) => record.map(written).join(',')).join('\n');
        const read = recordsOf(text, cuts).map((record) => ('fields' in record ? record.fields : record.problem));
        expect(read).toEqual(filled);
      }),
      { numRuns: 300 },
    );
  });

  it('agrees with the parser alone wherever that finds nothing wrong', () => {
    const anything = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', 'b'), maxLength: 30 });
    fc.assert(
      fc.property(anything, pieces, (text, cuts) => {
        let expected: readonly (readonly string[])[];
        try {
          expected = parse(text, { record_delimiter: '\n', skip_empty_lines: true });
        } catch {
          return;
        }
        expect(recordsOf(text, cuts).map((record) => ('fields' in record ? record.fields : record))).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('loses no more than the line with the misplaced quote', () => {
    const bad = fc.constantFrom('"x,1', 'x","1', 'x"y,1', '"x"y,1', '"', '""",1', 'x,"1');
    const good = fc.constantFrom('a,1', '"b,c",2', '"d ""e""",3');
    fc.assert(
      fc.property(
        fc.array(good, { minLength: 1, maxLength: 5 }),
        bad,
        fc.array(good, { maxLength: 5 }),
        pieces,
        (before, line, after, cuts) => {
          const records = recordsOf([...before, line, ...after].join('\n'), cuts);
          const spoilt = records.filter((record) => 'problem' in record).map((record) => record.line);
          expect(records.map((record) => record.line)).toEqual(
            [...before, line, ...after].map((_, index) => index + 1),
          );
          expect(spoilt).toEqual([before.length + 1]);
        },
      ),
      { numRuns: 500 },
    );
  });
});

const rowsIn = (content: string | Uint8Array): Promise<readonly Row[]> =>
  withFiles({ 'rows.ndjson': content }, async (folder) => {
    const rows: Row[] = [];
    for await (const read of rowsOf(`${folder}/rows.ndjson`, { type: 'ndjson' })) rows.push(...read.rows);
    return rows;
  });

describe('NDJSON', () => {
  it('gives rows with their lines; null is blank', async () => {
    const rows = await rowsIn('\uFEFF{"a":"1","b":null,"c":true}\n\n{"a":12}\r\n');
    expect(rows).toEqual([
      {
        _tag: 'Row',
        line: 1,
        values: new Map([
          ['a', '1'],
          ['c', 'true'],
        ]),
        numbers: new Set(),
      },
      { _tag: 'Row', line: 3, values: new Map([['a', '12']]), numbers: new Set(['a']) },
    ]);
  });

  it.each([
    ['{"a":', 'is no JSON'],
    ['[1]', 'is no JSON object'],
    ['"a"', 'is no JSON object'],
    ['{"a":"1","a":"2"}', "has the field 'a' twice"],
    ['{"a":"1","\\u0061":"2"}', "has the field 'a' twice"],
    ['{"a":"x","b":{"c":"1","c":"2"}}', "has the field 'c' twice"],
    ['{"__proto__":"1"}', 'has a field __proto__'],
    ['{"\\u005f_proto__":"1"}', 'has a field __proto__'],
    ['{"constructor":"1"}', 'has a field constructor'],
    ['{"a":"\\ud800"}', 'contains half of a character'],
    ['{"a":"\\u0000"}', 'contains the character NUL'],
    ['{"a":"\0"}', 'contains the character NUL'],
    [`{"a":${'['.repeat(20)}${']'.repeat(20)}}`, 'is nested deeper than 16 levels'],
    ['['.repeat(500_000), 'is nested deeper than 16 levels'],
    [`{"a":"${'\\"'.repeat(500_000)}`, 'is no JSON'],
    [`{"a":"${'x'.repeat(1024 * 1024)}"}`, 'is longer than 1048576 characters'],
    ['{"a":{"b":"c"}}', 'must be text in quotes'],
    ['{"a":1.5}', 'must be text in quotes'],
    ['{"a":9007199254740993}', 'must be text in quotes'],
    ['{"a":1e400}', 'must be text in quotes'],
  ])('refuses %.30s', async (line, reason) => {
    const rows = await rowsIn(`{"a":"good"}\n${line}\n{"a":"good"}`);
    expect(rows.map(({ _tag }) => _tag)).toEqual(['Row', 'BadRow', 'Row']);
    expect(JSON.stringify(rows[1])).toContain(reason);
  });

  it('refuses what is no UTF-8, and an encoded lone surrogate', async () => {
    for (const bytes of [[0xe9], [0xed, 0xa0, 0x80], [0xc0, 0xaf]]) {
      const rows = await rowsIn(Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')]));
      expect(JSON.stringify(rows)).toContain('is not UTF-8');
    }
  });
});

describe('lines', () => {
  it('come back as they are, wherever the disk cuts the file, and long ones are told', async () => {
    const long = 'x'.repeat(1024 * 1024 + 1);
    const content = ['é'.repeat(300_000), long, 'short', long.repeat(3), 'last'].join('\n');
    const lines = await withFiles({ file: content }, async (folder) => {
      const read: Line[] = [];
      for await (const some of linesOf(`${folder}/file`)) read.push(...some);
      return read;
    });
    expect(lines.map(({ bytes }) => bytes?.length)).toEqual([600_000, undefined, 5, undefined, 4]);
    const text = textOf(lines[0]?.bytes ?? '');
    expect(typeof text === 'string' ? text : text.text.length).toBe(300_000);
  });
});
