import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { commandLine, plan, settled } from './commandLine.ts';

type Line = ReturnType<typeof commandLine>;

let clean: (() => void)[] = [];
const kept = (line: Line): Line => {
  clean.push(line.remove);
  return line;
};
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

const [clause] = plan().rules;

/** Fifteen percent instead of ten, from August 2026 on. */
const second = (change: object = {}) =>
  plan({
    version: 2,
    effectiveFrom: '2026-08-01',
    rules: [{ ...clause, pay: { percent: { of: 'payment', rate: '0.15' } } }],
    examples: [{ title: { en: 'A payment' }, given: { payment: '100.00' }, expect: { referral: '15.00' } }],
    ...change,
  });

/** Tiers by quarter, so that there is a next one. */
const tiered = plan({
  attributes: { product: { ifMissing: 'Basic' } },
  counters: [{ id: 'quarter', title: { en: 'payments of the quarter' }, measure: 'payment', window: 'quarter' }],
  rules: [
    {
      ...clause,
      pay: {
        marginal: { of: 'payment', counter: 'quarter', bands: [{ upTo: '1000.00', rate: '0.1' }, { rate: '0.2' }] },
      },
    },
    {
      ...clause,
      id: 'pro',
      clause: '2',
      when: { attribute: 'product', in: ['Pro'] },
      pay: { fixed: '5.00' },
    },
  ],
});

describe('plan check', () => {
  it('says that a plan is sound, and how many examples compute', async () => {
    const line = kept(commandLine());
    const file = line.file('plan.json', plan());
    expect(await line.said('plan', 'check', file)).toMatchObject({
      code: 0,
      out: 'Referral: no problems; 1 worked example computes.\n',
    });
    expect(await line.said('plan', 'check', file, '--locale', 'ru')).toMatchObject({
      out: 'Referral: замечаний нет; 1 пример сходится.\n',
    });
    expect(await line.json('plan', 'check', file)).toEqual({
      _tag: 'Sound',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('ends with 1 and names every problem by its place', async () => {
    const line = kept(commandLine());
    const file = line.file('plan.json', plan({ payout: { ...plan().payout, day: 31 }, currency: 'EURO' }));
    const ended = await line.said('plan', 'check', file);
    expect(ended.code).toBe(1);
    expect(ended.err).toContain('/payout/day');
    expect(ended.err).toContain('/currency');
  });

  it('shows what an example expects and what it gets', async () => {
    const line = kept(commandLine());
    const file = line.file('plan.json', second({ examples: plan().examples }));
    const ended = await line.said('plan', 'check', file);
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(/15\.00, not 10\.00/);
  });

  it('needs no store', async () => {
    const line = kept(commandLine());
    const file = line.file('plan.json', plan());
    expect((await line.said('plan', 'check', file, '--store', 'sqlite:/nowhere/at/all.db')).code).toBe(0);
  });

  it('ends with 2 when the file is not there', async () => {
    const line = kept(commandLine());
    expect((await line.said('plan', 'check', path.join(line.folder, 'none.json'))).code).toBe(2);
  });
});

describe('plan show', () => {
  it('prints the contract page, in the language and format asked for', async () => {
    const line = kept(commandLine());
    const file = line.file('plan.json', plan());
    const page = await line.said('plan', 'show', file);
    expect(page.code).toBe(0);
    expect(page.out).toMatch(/^# Referral\n/);
    expect(page.out).toContain('### §1 Ten percent of what the customer paid');
    expect((await line.said('plan', 'show', file, '--locale', 'ru')).out).toContain('Версия 1');
    expect((await line.said('plan', 'show', file, '--format', 'html')).out).toMatch(/^<!doctype html>/);
    expect(await line.json('plan', 'show', file)).toEqual({ format: 'markdown', locale: 'en', page: page.out });
  });

  it('shows nothing of a plan that could not be published', async () => {
    const line = kept(commandLine());
    const ended = await line.said('plan', 'show', line.file('plan.json', plan({ currency: 'EURO' })));
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.err).toContain('/currency');
  });
});

describe('plan diff', () => {
  it('tells the changes clause by clause', async () => {
    const line = kept(commandLine());
    const [before, after] = [line.file('1.json', plan()), line.file('2.json', second())];
    const told = await line.said('plan', 'diff', before, after);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/§1.*10 ?%.*15 ?%/);
    expect(await line.json<unknown[]>('plan', 'diff', before, after)).not.toHaveLength(0);
    expect((await line.said('plan', 'diff', before, before)).out).toBe('Nothing changes.\n');
  });

  it('says what to do with a file that is no plan', async () => {
    const line = kept(commandLine());
    const ended = await line.said('plan', 'diff', line.file('1.json', {}), line.file('2.json', second()));
    expect(ended).toMatchObject({ code: 1, err: expect.stringContaining('plan check') });
  });
});

describe('plan publish', () => {
  it('freezes the next version, once', async () => {
    const line = kept(await settled());
    const file = line.file('2.json', second());
    expect((await line.said('plan', 'publish', file)).out).toBe('Plan referral, version 2 published.\n');
    expect((await line.said('plan', 'publish', file)).out).toBe('Known before; nothing was written.\n');
    expect(await line.json('plan', 'publish', file)).toMatchObject({ plan: 'referral', version: 2, known: true });
  });

  it('is refused out of order', async () => {
    const line = kept(await settled());
    expect(await line.said('plan', 'publish', line.file('3.json', second({ version: 3 })))).toMatchObject({
      code: 1,
      err: expect.stringContaining('2'),
    });
  });
});

describe('plan preview', () => {
  it('tells the difference for every partner and writes nothing', async () => {
    const line = kept(await settled());
    const before = readFileSync(path.join(line.folder, 'ledger.db'));
    const told = await line.said('plan', 'preview', line.file('2.json', second()), '--causes');
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/orion-consulting\s+194\.85 EUR\s+292\.29 EUR\s+97\.44 EUR\s+2/);
    expect(told.out).toMatch(/d-3\s+payment\/d-3\s+vega-partners\s+10\.00 EUR\s+15\.00 EUR/);
    expect(told.out).toContain(
      '6 causes replayed under referral, version 2, as if in force from the beginning. Nothing was written.',
    );
    expect(readFileSync(path.join(line.folder, 'ledger.db')).equals(before)).toBe(true);
  });

  it('governs from the date given', async () => {
    const line = kept(await settled());
    const file = line.file('2.json', second());
    type Preview = Readonly<{ changed: readonly Readonly<{ deal: string }>[] }>;
    const { changed } = await line.json<Preview>('plan', 'preview', file, '--from', '2026-07-15');
    expect(changed.map(({ deal }) => deal)).toEqual(['d-3', 'd-2']);
    expect((await line.said('plan', 'preview', file, '--from', '2026-07-15')).out).toContain(
      'as if in force from 15 July 2026.',
    );
    expect((await line.said('plan', 'preview', file, '--from', '2026-07-15', '--locale', 'ru')).out).toContain(
      'как если бы она действовала с 15 июля 2026: 6 событий.',
    );
    expect((await line.said('plan', 'preview', file, '--locale', 'ru')).out).toContain('с самого начала: 6 событий.');
    expect(await line.said('plan', 'preview', file, '--from', 'soon')).toMatchObject({
      code: 2,
      err: expect.stringContaining('YYYY-MM-DD'),
    });
  });

  it('answers in JSON', async () => {
    const line = kept(await settled());
    expect(await line.json('plan', 'preview', line.file('2.json', second()))).toMatchObject({
      plan: 'referral',
      version: 2,
      replayed: 6,
      partners: [
        { partner: 'orion-consulting', difference: { amount: '97.44', currency: 'EUR' }, causes: 2 },
        { partner: 'vega-partners', before: { amount: '10.00' }, after: { amount: '15.00' } },
      ],
      setAside: [],
    });
  });
});

describe('plan rerate', () => {
  const rerate = (line: Line, ...change: readonly string[]) =>
    line.said(
      'plan',
      'rerate',
      'referral',
      '--plan-version=2',
      '--from=2026-07-15',
      '--rerating=R-1',
      '--reason=agreed in July',
      '--approver=ben',
      ...change,
    );
  const ready = async (): Promise<Line> => {
    const line = kept(await settled());
    await line.said('plan', 'publish', line.file('2.json', second()));
    return line;
  };

  it('posts the differences, once', async () => {
    const line = await ready();
    const told = await rerate(line);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/vega-partners\s+d-3\s+payment\/d-3\s+§1\s+5\.00 EUR/);
    expect(told.out).toContain('2 differences posted; what was booked stays as it is.');
    expect(told.out).toContain('Rated again under referral, version 2: what was earned from 15 July 2026 on.');
    const [trueUp = ''] = /tru-[0-9a-f]+(?=\s+vega-partners\s+d-3)/.exec(told.out) ?? [];
    const proved = await line.said('explain', trueUp);
    expect(proved).toMatchObject({ code: 0, out: expect.stringMatching(/5\.00 EUR[\s\S]*0\.00 left unexplained/) });
    const again = 'Rated again under referral, version 2: what was earned from 15 July 2026 to 31 July 2026.\n';
    expect((await rerate(line, '--until', '2026-07-31')).out).toBe(`${again}Nothing differs; nothing was posted.\n`);
    expect((await rerate(line, '--locale', 'ru')).out).toBe(
      'Пересчитано по плану referral, версия 2: начисленное с 15 июля 2026.\nРазницы нет; ничего не записано.\n',
    );
  });

  it('answers in JSON', async () => {
    const line = await ready();
    const { out } = await rerate(line, '--partner', 'vega-partners', '--until', '2026-07-31', '--json');
    expect(JSON.parse(out)).toEqual({
      rerating: 'R-1',
      posted: [
        {
          partner: 'vega-partners',
          deal: 'd-3',
          cause: 'payment/d-3',
          clause: '1',
          trueUp: expect.stringMatching(/^tru-/),
          amount: { amount: '5.00', currency: 'EUR' },
        },
      ],
    });
  });

  it('is refused for one person, an unknown version, and what is no version or date', async () => {
    const line = await ready();
    expect(await rerate(line, '--approver', 'ana')).toMatchObject({ code: 1, err: expect.stringContaining('ana') });
    expect(await rerate(line, '--plan-version', '7')).toMatchObject({ code: 1, err: expect.stringContaining('7') });
    expect(await rerate(line, '--plan-version', 'two')).toMatchObject({
      code: 2,
      err: expect.stringContaining('such as 2'),
    });
    expect(await rerate(line, '--from', 'July')).toMatchObject({ code: 2, err: expect.stringContaining('YYYY-MM-DD') });
  });
});

describe('what-if', () => {
  const ready = async (): Promise<Line> => {
    const line = kept(await settled());
    await line.said('plan', 'publish', line.file('2.json', { ...tiered, version: 2, effectiveFrom: '2026-09-01' }));
    return line;
  };

  it('tells the commission, its steps, the tier, and what the next one is worth', async () => {
    const line = await ready();
    const told = await line.said('what-if', '--partner', 'orion-consulting', '--payment', '900.00');
    expect(told.code).toBe(0);
    expect(told.out).toContain('orion-consulting would earn 90.00 EUR   referral@2 §1');
    expect(told.out).toContain('matures on');
    expect(told.out).toContain('  900.00 (up to 1,000.00) × 10% = 90.00\n');
    expect(told.out).toMatch(
      /Tier of orion-consulting, §1: payments of the quarter in Q\d \d{4} would stand at 900\.00 EUR, band 1 of 2/,
    );
    expect(told.out).toContain('§2 gives orion-consulting nothing here: product is Basic, not Pro\n');
    expect(told.out).toContain('next band at 1,000.00 EUR: 100.00 EUR missing');
    expect(told.out).toContain(
      'what is missing would earn 10.00 EUR; this deal once more 170.00 EUR now, 180.00 EUR after it',
    );
    const russian = await line.said(
      'what-if',
      '--partner',
      'orion-consulting',
      '--payment',
      '900.00',
      '--locale',
      'ru',
    );
    expect(russian.out.replaceAll('\u00A0', ' ')).toContain(
      'orion-consulting: было бы начислено 90,00 EUR   referral@2 §1\n  900,00 (до 1 000,00) × 10 % = 90,00\n',
    );
    expect(russian.out).toContain('§2 здесь ничего не даёт (orion-consulting): product: Basic, а не Pro\n');
    expect(russian.out).toMatch(/«payments of the quarter» за \d-й квартал \d{4}/);
  });

  it('answers in JSON with the whole graph', async () => {
    const line = await ready();
    const seen = await line.json('what-if', '--partner', 'orion-consulting', '--payment', '900.00');
    expect(seen).toMatchObject({
      commissions: [{ partner: 'orion-consulting', amount: { amount: '90.00' }, graph: expect.anything() }],
      nothing: [{ partner: 'orion-consulting', clause: '2', reason: 'condition', because: [expect.anything()] }],
      tiers: [{ band: 1, bands: 2, worth: { crossing: { amount: '10.00' } } }],
      setAside: [],
    });
  });

  it('says what is missing, and what cannot be', async () => {
    const line = await ready();
    expect(await line.said('what-if', '--partner', 'orion-consulting')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--payment'),
    });
    expect(await line.said('what-if', '--partner', 'nobody', '--payment', '1.00')).toMatchObject({
      code: 1,
      err: expect.stringContaining('nobody'),
    });
    expect(
      await line.said('what-if', '--partner', 'orion-consulting', '--payment', '1.00', '--attribute', 'product'),
    ).toMatchObject({ code: 2, err: expect.stringContaining('name=value') });
    expect(
      await line.said('what-if', '--partner', 'orion-consulting', '--payment', '1.00', '--date', '1 May'),
    ).toMatchObject({ code: 2, err: expect.stringContaining('YYYY-MM-DD') });
  });
});
