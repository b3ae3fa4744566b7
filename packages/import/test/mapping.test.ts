import { describe, expect, it } from 'vitest';
import { parseMapping } from '../src/mapping/parseMapping.ts';
import { crmMappingWith } from './smallPipeline.ts';
import { crmMapping } from './world.ts';

type Json = Record<string, unknown>;

const problemsOf = (mapping: unknown): readonly string[] => {
  const parsed = parseMapping(mapping);
  return parsed._tag === 'Left' ? parsed.left.map(({ path, message }) => `${path} ${message}`) : [];
};

/** The example with a fact put in place of the pipeline's first. */
const withFact = (fact: Json): unknown =>
  crmMappingWith((pipeline) => {
    pipeline['facts'] = [fact];
  });

const accepted = (change: Json): Json => ({
  fact: 'LeadAccepted',
  occurredAt: { column: 'engage_date', format: 'M/d/yyyy' },
  fields: { lead: { id: 'opportunity_id' } },
  ...change,
});

const FACT = '/sources/1/facts/0';

describe('a mapping', () => {
  it('of the example is in order', () => {
    expect(problemsOf(crmMapping)).toEqual([]);
  });

  it('is told all its problems at once', () => {
    const mapping = crmMappingWith((pipeline, whole) => {
      whole['program'] = 'CRM 2017';
      whole['timeZone'] = 'Mars';
      pipeline['name'] = 'teams';
    });
    expect(problemsOf(mapping)).toEqual([
      '/program is no id: write letters, digits, - and _',
      '/timeZone is no time zone: write a name such as Europe/Paris, or UTC',
      '/sources/1/name is the name of a source before it',
    ]);
  });

  it.each<[string, unknown]>([
    [' must be a mapping', 'mapping'],
    [
      '/sources/0/format/delimiter must be a delimiter: ,, ;, \t, |',
      { sources: [{ name: 'a', file: 'a', format: { type: 'csv', delimiter: 'x' }, facts: [accepted({})] }] },
    ],
  ])('is told: %s', (problem, mapping) => {
    expect(problemsOf(mapping)).toContain(problem);
  });

  it.each<[string, (pipeline: Json, mapping: Json) => void]>([
    [
      '/schema must be the version of the mapping language: import/1',
      (_, mapping) => {
        mapping['schema'] = 'import/2';
      },
    ],
    [
      '/timeZone is missing',
      (_, mapping) => {
        delete mapping['timeZone'];
      },
    ],
    [
      '/timezone is no field of a mapping; its fields are schema, program, timeZone, sources',
      (_, mapping) => {
        mapping['timezone'] = 'UTC';
      },
    ],
    [
      '/sources must be a list of sources',
      (_, mapping) => {
        mapping['sources'] = [];
      },
    ],
    [
      '/sources/1/file must name a file inside the data folder',
      (pipeline) => {
        pipeline['file'] = '../secrets.csv';
      },
    ],
    [
      '/sources/1/file must name a file inside the data folder',
      (pipeline) => {
        pipeline['file'] = '/etc/hosts';
      },
    ],
    [
      '/sources/1/file must name a file inside the data folder',
      (pipeline) => {
        pipeline['file'] = 'a/../../b';
      },
    ],
    [
      '/sources/0/merged needs a source before it',
      (_, mapping) => {
        (mapping['sources'] as Json[])[0]!['merged'] = true;
      },
    ],
    [
      '/sources/1/format/delimiter is missing',
      (pipeline) => {
        pipeline['format'] = { type: 'csv' };
      },
    ],
    [
      '/sources/1/format/type must be a type of file: csv',
      (pipeline) => {
        pipeline['format'] = { type: 'xlsx', delimiter: ',' };
      },
    ],
    [
      '/sources/1/skip/0/when must be a condition, with one of blank, equals, in, all, any, not',
      (pipeline) => {
        pipeline['skip'] = [{ when: { column: 'x' }, reason: 'y' }];
      },
    ],
    [
      '/sources/1/skip/0/when/equals must be text in quotes',
      (pipeline) => {
        pipeline['skip'] = [{ when: { column: 'x', equals: '' }, reason: 'y' }];
      },
    ],
    [
      '/sources/1/columns/product/known/file must name a file inside the data folder',
      (pipeline) => {
        pipeline['columns'] = { product: { known: { file: '..', column: 'x' } } };
      },
    ],
    [
      '/sources/1/columns/product/aliases/GTXPro stands for a value that is not known',
      (pipeline) => {
        pipeline['columns'] = { product: { known: ['GTX Basic'], aliases: { GTXPro: 'GTX Pro' } } };
      },
    ],
    [
      '/sources/1/columns/a~1b/trim must be true, or left out',
      (pipeline) => {
        pipeline['columns'] = { 'a/b': { trim: false } };
      },
    ],
  ])('is told: %s', (problem, change) => {
    expect(problemsOf(crmMappingWith(change))).toContain(problem);
  });

  it.each<[string, Json]>([
    [`${FACT}/fact must be a fact that can be imported: ProgramOpened`, { fact: 'AccrualPosted' }],
    [`${FACT}/fields/lead is missing: LeadAccepted needs it`, { fields: {} }],
    [
      `${FACT}/fields/led is no field of LeadAccepted; its fields are lead`,
      { fields: { lead: { id: 'x' }, led: 'x' } },
    ],
    [`${FACT}/fields/occurredAt is no field of LeadAccepted`, { fields: { lead: { id: 'x' }, occurredAt: 'x' } }],
    [
      `${FACT}/fields/lead/slog is no field of an id; its fields are id, optional`,
      { fields: { lead: { id: 'x', slog: 'y' } } },
    ],
    [`${FACT}/fields/lead must be text, a whole number, true, false, a list or an object`, { fields: { lead: 0.5 } }],
    [`${FACT}/occurredAt/format must have the year as yyyy`, { occurredAt: { column: 'x', format: 'M/d/yy' } }],
    [`${FACT}/occurredAt/format must have the year as yyyy`, { occurredAt: { column: 'x', format: 'h:mm' } }],
    [`${FACT}/occurredAt/at must be date, time and offset`, { occurredAt: { at: '2017-01-01' } }],
    [
      `${FACT}/fields/lead/format must be that of a date without a time`,
      { fields: { lead: { date: 'x', format: 'M/d/yyyy HH:mm' } } },
    ],
    [`${FACT}/fields/lead/currency is no currency`, { fields: { lead: { amount: 'x', currency: 'usd' } } }],
    [
      `${FACT}/fields/lead/thousands cannot be the decimal mark as well`,
      { fields: { lead: { amount: 'x', currency: 'USD', thousands: '.' } } },
    ],
    [
      `${FACT}/fields/lead/thousands cannot be the decimal mark as well`,
      { fields: { lead: { amount: 'x', currency: 'USD', thousands: ',', decimal: ',' } } },
    ],
  ])('is told about a fact: %s', (problem, change) => {
    expect(problemsOf(withFact(accepted(change))).map((told) => told.slice(0, problem.length))).toContain(problem);
  });

  it('may not name a field that changes objects', () => {
    const fields: unknown = JSON.parse('{"lead": {"id": "x"}, "__proto__": {"column": "x"}}');
    expect(problemsOf(withFact(accepted({ fields })))).toContain(`${FACT}/fields/__proto__ is no name for a field`);
  });

  it('may not be nested without end', () => {
    let when: Json = { column: 'x', equals: 'y' };
    for (let depth = 0; depth < 10_000; depth += 1) when = { not: when };
    expect(problemsOf(withFact(accepted({ when })))[0]).toContain('is nested too deeply');
  });
});
