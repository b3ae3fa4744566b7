import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine, settled } from './commandLine.ts';

const example = (file: string): string => path.resolve(import.meta.dirname, '../../../examples/crm-import', file);

/** The program of the example, imported from its small export, with the first payouts. */
const { said, json, remove } = commandLine('2018-03-06T10:00:00Z');
beforeAll(async () => {
  for (const command of [
    ['init', '--program', example('program.json'), '--plan', example('plan.json')],
    ['import', example('sample'), '--mapping', example('mapping.json')],
    ...['2017-04-05', '2017-05-05', '2017-06-05', '2017-07-05'].map((date) => ['payout', 'issue', '--date', date]),
  ]) {
    const { code, err } = await said(...command);
    if (code !== 0) throw new Error(err);
  }
});
afterAll(remove);

describe('recompute', () => {
  it('finds no difference in the program of the example, and says so first', async () => {
    const { code, out } = await said('recompute');
    expect(out.split('\n', 1)[0]).toMatch(/^Everything agrees: \d+ entries in \d+ accounts/);
    expect(code).toBe(0);
    const russian = await said('recompute', '--locale', 'ru');
    expect(russian.out).toMatch(/^Всё сходится/);
  });

  it('gives programs the whole report', async () => {
    const told = await json<{
      schema: string;
      verdict: string;
      sums: readonly { posted: unknown; recomputed: unknown }[];
    }>('recompute');
    expect(told).toMatchObject({ schema: 'recompute/1', verdict: 'agrees', found: 0, differences: [] });
    expect(told.sums.length).toBeGreaterThan(0);
    for (const { posted, recomputed } of told.sums) expect(recomputed).toEqual(posted);
  });

  it('refuses who is not there, and says where nothing was checked', async () => {
    for (const asked of [
      ['--partner', 'nobody'],
      ['--program', 'nope'],
      ['--from', '2018-03-07', '--until', '2018-03-06'],
    ])
      expect([asked, await said('recompute', ...asked)]).toMatchObject([asked, { code: 2, out: '' }]);
    const none = await said('recompute', '--from', '2018-03-07');
    expect(none).toMatchObject({ code: 0, out: expect.stringMatching(/^Nothing was checked: .* since 2018-03-07 \(/) });
    const before = await said('recompute', '--until', '2018-03-05', '--locale', 'ru');
    expect(before.out).toMatch(/^Ничего не проверено: .*, по 2018-03-05 \(.*\) включительно\.\n$/);
  });

  it('says what it looked at, and what it did not look for', async () => {
    const since = await said('recompute', '--from', '2018-03-06', '--partner', 'agent-fern');
    expect(since.out).toMatch(
      /^Of what was recorded of partner agent-fern since 2018-03-06 \(.*\), \d+ entries agree: .* Missing entries were not looked for\.\n/,
    );
    expect(since.out).not.toContain('Nothing is missing');
    const { rows } = await json<{ rows: readonly { type: string; recordedAt: string }[] }>('replay');
    const beforeLastRun = rows[rows.findLastIndex(({ type }) => type === 'PayoutRunPrepared') - 1]?.recordedAt ?? '';
    const until = await said('recompute', '--until', beforeLastRun);
    const all = await said('recompute');
    const countIn = (out: string): number => Number(/(\d+) entries/.exec(out)?.[1]);
    expect(until.out).toMatch(/^Everything up to and including .* UTC agrees: /);
    expect(countIn(until.out)).toBeGreaterThan(0);
    expect(countIn(until.out)).toBeLessThan(countIn(all.out));
  });

  it('asks for a day or a moment that is one', async () => {
    expect(await said('recompute', '--from', 'soon')).toMatchObject({ code: 2 });
  });
});

describe('replay', () => {
  it('tells each event in words, in either language', async () => {
    const english = await said('replay', '--type', 'AccrualPosted');
    expect(english.out).toMatch(/^#\d+ \S+ commission earned, \S+, acr-\S+ .* USD, owed now .* USD \[account-/);
    const russian = await said('replay', '--type', 'AccrualPosted', '--locale', 'ru');
    expect(russian.out).toMatch(/^#\d+ \S+ начислено вознаграждение, /);
    expect((await said('replay', '--table', '--type', 'PayoutIssued')).out).toMatch(/^ No  Recorded \(UTC\)/);
  });

  it('knows balances and explanations as they were there', async () => {
    const { rows } = await json<{ rows: readonly { type: string; position: string; about: string; event: string }[] }>(
      'replay',
    );
    const payout = rows.find(({ type }) => type === 'PayoutIssued');
    const before = await said('replay', '--until', `${Number(payout?.position) - 1}`, '--balances');
    const after = await said('replay', '--until', payout?.event ?? '', '--balances');
    expect(before.out).not.toBe(after.out);
    const explained = await said('replay', '--until', payout?.event ?? '', '--explain', payout?.about ?? '');
    expect(explained).toMatchObject({ code: 0 });
    const early = await said('replay', '--until', `${Number(payout?.position) - 1}`, '--explain', payout?.about ?? '');
    expect(early).toMatchObject({ code: 1 });
    const onDay = await said('replay', '--until', '9998-12-31', '--balances');
    expect(onDay.out).toBe((await said('replay', '--until', '9998-12-31T23:59:59Z', '--balances')).out);
    const past = await said('replay', '--as-of', '2017-06-30T00:00:00Z', '--balances');
    expect(past.out).toContain('Owed at 2017-06-30 00:00 UTC, as recorded to the end of the history:\n');
    const number = await said('replay', '--until', payout?.event ?? '', '--balances', '--locale', 'ru');
    expect(number.out).toMatch(
      /^Причитается после события \d+, записанного 2018-03-06 10:00:00 UTC:|^Причитается после события \d+, записанного 2018-03-06 10:00 UTC:/,
    );
  });

  it('numbers events from 1, and takes these numbers for its ends', async () => {
    const all = (await said('replay')).out.trimEnd().split('\n');
    expect(all[0]).toMatch(/^#1 /);
    const some = (await said('replay', '--from', '3', '--until', '5')).out.trimEnd().split('\n');
    expect(some).toEqual(all.slice(2, 5));
    const { rows } = await json<{ rows: readonly { index: number }[] }>('replay', '--from', '3', '--until', '5');
    expect(rows.map(({ index }) => index + 1)).toEqual([3, 4, 5]);
    expect(await said('replay', '--until', `${all.length + 1}`)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining(`it has ${all.length}`),
    });
  });

  it('refuses ids that are not there, ends before the beginning, and days before everything', async () => {
    const wrong: readonly (readonly [readonly string[], string])[] = [
      [['--partner', 'nobody'], 'There is no partner nobody here.'],
      [['--program', 'nope'], 'There is no program nope here. Known: crm-2017.'],
      [['--stream', 'deal-nowhere'], 'There is no stream deal-nowhere here.'],
      [['--from', '2018-03-07', '--until', '2018-03-06'], '--from is after --until.'],
      [['--from', '9', '--until', '8'], 'The end comes before the beginning.'],
      [['--from', '00000000-0000-0000-0000-000000000000'], 'There is no event 00000000-'],
      [['--until', '0'], 'is no place in a history'],
      [['--as-of', 'soon'], 'is neither a day nor a moment'],
      [['--until', '2017-06-30'], 'the first event was recorded at 2018-03-06 10:00 UTC. Did you mean --as-of'],
    ];
    for (const [asked, why] of wrong)
      for (const how of [[], ['--balances']])
        expect([asked, await said('replay', ...asked, ...how)]).toMatchObject([
          asked,
          { code: 2, out: '', err: expect.stringContaining(why) },
        ]);
  });

  it('refuses what is no place, no type and no number', async () => {
    expect(await said('replay', '--until', 'soon')).toMatchObject({ code: 2 });
    expect(await said('replay', '--type', 'Nothing')).toMatchObject({ code: 2 });
    expect(await said('replay', '--pause', 'long')).toMatchObject({ code: 2 });
  });
});

/** A program in Berlin, in which somebody joined at the very end of a day there, and one minute later. */
describe('a day of the program', () => {
  it('is that of its time zone, in replay and in recompute', async () => {
    const line = await settled();
    try {
      const { rows } = await line.json<{ rows: readonly { recordedAt: string }[] }>('replay');
      const recorded = rows.map(({ recordedAt }) => recordedAt);
      await line.record('joinPartner', { partner: 'late', name: 'Late' }, '2026-09-10T21:59:00Z');
      await line.record('joinPartner', { partner: 'later', name: 'Later' }, '2026-09-10T22:00:00Z');
      expect(recorded.every((at) => at < '2026-09-10')).toBe(true);
      const shown = await line.said('replay', '--from', '2026-09-10', '--until', '2026-09-10');
      expect(shown.out).toMatch(/^#\d+ 2026-09-10T21:59:\S+ partner joined, late \S+\n$/);
      const balances = await line.said('replay', '--until', '2026-09-10', '--balances');
      expect(balances.out).toMatch(/^Owed at the end of 10 September 2026 \(Europe\/Berlin\), as recorded by then:\n/);
      const then = await line.json<{ balances: readonly object[] }>('replay', '--until', '2026-09-10', '--balances');
      expect(then.balances.length).toBeGreaterThan(0);
      for (const row of then.balances) expect(row).toMatchObject({ date: '2026-09-10' });
      const asOf = await line.said('replay', '--as-of', '2026-09-10', '--balances');
      expect(asOf.out.split('\n').slice(1)).toEqual(balances.out.split('\n').slice(1));
      const scope = { scope: { from: '2026-09-09T22:00:00.000000Z', until: '2026-09-10T21:59:59.999999Z' } };
      const days = ['--from', '2026-09-10', '--until', '2026-09-10'];
      expect(await line.json('recompute', ...days)).toMatchObject(scope);
    } finally {
      line.remove();
    }
  });
});

describe('a difference', () => {
  it('names the entry, its deal, its partner and its day in words, with what is booked and what should be', async () => {
    const line = await settled();
    try {
      expect(await line.said('balance')).toMatchObject({ code: 0 });
      changeAmount(path.join(line.folder, 'ledger.db'), '"amount":"94.85"', '"amount":"74.85"');
      const { code, out } = await line.said('recompute');
      expect(code).toBe(3);
      expect(out).toMatch(
        /^1 difference between .*\n- Commission earned, deal d-1, Orion Consulting, \d+ \w+ 2026 \(acr-\w+\): booked 74\.85 EUR, should be 94\.85 EUR\n {2}calculated again, it is otherwise; in account-acme\.orion-consulting\.EUR#\d+\n {2}first different in /,
      );
      const russian = await line.said('recompute', '--locale', 'ru');
      expect(russian.out).toMatch(
        /\n- Начислено вознаграждение, сделка d-1, Orion Consulting, \d+ \S+ 2026 \(acr-\w+\): проведено 74\.85 EUR, должно быть 94\.85 EUR\n/,
      );
      const told = await line.said('recompute', '--json');
      expect(JSON.parse(told.out)).toMatchObject({
        differences: [{ entry: expect.stringMatching(/^acr-/), deal: 'd-1', detail: null }],
      });
      const scoped = await line.said('recompute', '--from', '2026-01-01');
      expect(scoped.out).toMatch(/\nLooked at: what was recorded since 2026-01-01 \(.*\)\. Missing entries were not/);
    } finally {
      line.remove();
    }
  });
});

describe('what people decided', () => {
  it('is listed with who decided it, who approved it and why', async () => {
    const line = commandLine('2026-09-07T10:00:00Z');
    try {
      await line.said(
        'simulate',
        '--seed',
        '7',
        '--partners',
        '3',
        '--leads',
        '30',
        '--from',
        '2025-01',
        '--months',
        '4',
      );
      const english = await line.said('recompute');
      expect(english.out).toMatch(
        /\n- Correction by hand of 131\.88 EUR, Partner 1 \(adjustment-\d+\), by sales-1, approved by finance-2: thanks for the fair\n/,
      );
      expect(english.out).toMatch(/\nmonth closed +9\n/);
      const russian = await line.said('recompute', '--locale', 'ru');
      expect(russian.out).toMatch(/\n- Исправление вручную: 131\.88 EUR, Partner 1 .* утвердил\(а\) finance-2: /);
      const claims = await line.said('replay', '--type', 'LeadClaimed', '--locale', 'ru');
      expect(claims.out).toContain('теперь закреплён');
      expect(claims.out).not.toContain('granted');
    } finally {
      line.remove();
    }
  });
});

/** Past every rule of the file, without moving a byte. */
const changeAmount = (file: string, was: string, becomes: string): void => {
  const text = readFileSync(file, 'latin1');
  if (was.length !== becomes.length || !text.includes(was)) throw new Error('There is no such amount.');
  writeFileSync(file, text.replace(was, becomes), 'latin1');
};
