import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { commandLine, mapping, plan, program, settled } from './commandLine.ts';

type Row = Readonly<Record<string, string>>;

let clean: (() => void)[] = [];
const kept = <Line extends { remove: () => void }>(line: Line): Line => {
  clean.push(line.remove);
  return line;
};
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

describe('a command line that is wrong', () => {
  it('ends with 2 and says what to do', async () => {
    const line = kept(commandLine());
    expect(await line.said('nonsense')).toMatchObject({
      code: 2,
      err: expect.stringContaining("unknown command 'nonsense'"),
    });
    expect(await line.said('balance', '--store', 'postgres:x')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Give memory: or sqlite:PATH'),
    });
    expect(await line.said('balance', '--locale', 'fr')).toMatchObject({
      code: 2,
      err: expect.stringContaining('en, ru'),
    });
    expect(await line.said('init')).toMatchObject({ code: 2, err: expect.stringContaining('--program') });
  });

  it('makes no file where there was none', async () => {
    const line = kept(commandLine());
    expect(await line.said('balance')).toMatchObject({
      code: 1,
      err: expect.stringContaining('commission-ledger init'),
    });
    expect(existsSync(path.join(line.folder, 'ledger.db'))).toBe(false);
  });

  it('tells the version and the help on standard output', async () => {
    const line = kept(commandLine());
    expect(await line.said('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    const help = await line.said('--help');
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const command of ['init', 'import', 'payout', 'payouts', 'balance', 'schedule', 'explain', 'leads'])
      expect(help.out).toContain(`\n  ${command}`);
  });
});

describe('init', () => {
  it('opens a program and publishes its plan, once', async () => {
    const line = kept(commandLine());
    const files = ['--program', line.file('program.json', program()), '--plan', line.file('plan.json', plan())];
    expect((await line.said('init', ...files)).out).toContain('Plan referral, version 1 published');
    expect((await line.said('init', ...files)).out).toMatch(/Known before.*\n.*Known before/);
  });

  it('names every problem of a plan by its path and writes none of it', async () => {
    const line = kept(commandLine());
    const rules = [{ ...plan().rules[0], pay: { percent: { of: 'payment', rate: '-0.1' } } }];
    const files = [
      '--program',
      line.file('program.json', program()),
      '--plan',
      line.file('plan.json', plan({ rules, payout: { ...plan().payout, day: 31 } })),
    ];
    const ended = await line.said('init', ...files);
    expect(ended.code).toBe(1);
    expect(ended.err).toContain('/rules/0/pay/percent/rate');
    expect(ended.err).toContain('/payout/day');
  });

  it('refuses a plan that does not pay what its example says', async () => {
    const line = kept(commandLine());
    const examples = [{ ...plan().examples[0], expect: { referral: '11.00' } }];
    const files = [
      '--program',
      line.file('program.json', program()),
      '--plan',
      line.file('plan.json', plan({ examples })),
    ];
    const ended = await line.said('init', ...files);
    expect(ended.code).toBe(1);
    expect(ended.err).toContain('11.00');
    expect(ended.err).toContain('10.00');
  });

  it('says what is wrong with a file that is no JSON', async () => {
    const line = kept(commandLine());
    expect(await line.said('init', '--program', line.file('program.json', '{'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not JSON'),
    });
  });
});

describe('import', () => {
  it('ends with 4 and lists the refused rows when some are', async () => {
    const line = kept(await settled());
    line.file(
      'deals.csv',
      'deal,partner,date,paid\nd-9,Orion Consulting,2026-07-21,"1.234,50"\nd-8,Orion Consulting,2026-07-22,7.00\n',
    );
    const errors = path.join(line.folder, 'errors.csv');
    const ended = await line.said(
      'import',
      line.folder,
      '--mapping',
      line.file('mapping.json', mapping),
      '--errors',
      errors,
    );
    expect(ended.code).toBe(4);
    expect(ended.out).toContain('rows refused:         1');
    expect(ended.out).toContain(errors);
    expect(existsSync(errors)).toBe(true);
  });

  const withoutEnrolment = {
    ...mapping,
    sources: mapping.sources.map((source) => ({
      ...source,
      facts: source.facts.filter(({ fact }) => fact !== 'PartnerEnrolled'),
    })),
  };

  it('ends with 4 and says why when causes are set aside, and with 0 when they no longer are', async () => {
    const line = kept(await settled());
    const dates = Array.from({ length: 12 }, (_, index) => `2026-07-${String(index + 10)}`);
    const deals = dates.map((date, index) => `n-${index},Lyra Trade,${date},100.00`);
    line.file('deals.csv', `deal,partner,date,paid\n${deals.join('\n')}\n`);
    const incomplete = ['import', line.folder, '--mapping', line.file('incomplete.json', withoutEnrolment)];
    const dry = await line.said(...incomplete, '--dry-run', '--locale', 'ru');
    expect(dry.code).toBe(4);
    expect(dry.out).toMatch(/оснований отложено: +24\n/);
    expect(dry.out).toContain('По ним ничего не начислено, пока причина не устранена; затем повторите импорт.');
    const ended = await line.said(...incomplete);
    expect(ended.code).toBe(4);
    expect(ended.out).toMatch(/\nrows refused: +0\ncauses set aside: +24\n/);
    expect(ended.out).toMatch(/\n {2}lyra-trade is in no plan of acme on 2026-07-10: +2\n/);
    expect(ended.out).toMatch(
      /\n {2}other reasons: +4\nThey earn nothing until the reason is gone; then import again.\n/,
    );
    const then = await line.said('import', line.folder, '--mapping', line.file('mapping.json', mapping));
    expect(then.code).toBe(0);
    expect(then.out).not.toContain('set aside');
  });

  it.each(['ledger.db', 'deals.csv', 'mapping.json'])(
    'never takes another file for the error file: %s',
    async (name) => {
      const line = kept(await settled());
      const errors = path.join(line.folder, name);
      const before = readFileSync(errors);
      for (const more of [[], ['--dry-run']]) {
        const asked = ['--mapping', path.join(line.folder, 'mapping.json'), '--errors', errors, ...more];
        expect(await line.said('import', line.folder, ...asked)).toMatchObject({
          code: 1,
          err: expect.stringContaining('is not an error file of an import. Choose another name.'),
        });
        expect(readFileSync(errors)).toEqual(before);
      }
    },
  );

  it('writes nothing in a dry run', async () => {
    const line = kept(await settled());
    const before = await line.json<readonly Row[]>('balance');
    line.file('deals.csv', 'deal,partner,date,paid\nd-9,Orion Consulting,2026-07-21,100.00\n');
    const ended = await line.said('import', line.folder, '--mapping', line.file('mapping.json', mapping), '--dry-run');
    expect(ended.out).toContain('Dry run: nothing was written.');
    expect(await line.json('balance')).toEqual(before);
  });
});

describe('reading', () => {
  it('gives balances as flat rows that add up', async () => {
    const line = kept(await settled());
    const [orion] = await line.json<readonly Row[]>('balance', '--partner', 'orion-consulting');
    expect(orion).toEqual({
      program: 'acme',
      programName: 'Acme',
      partner: 'orion-consulting',
      partnerName: 'Orion Consulting',
      currency: 'EUR',
      accrued: '194.85',
      reversed: '0.00',
      adjusted: '0.00',
      onHold: '0.00',
      payable: '194.85',
      inFlight: '0.00',
      paid: '0.00',
      withheld: '0.00',
      taxDue: '0.00',
      unclaimed: '0.00',
      receivable: '0.00',
      disputed: '0.00',
      drawDebt: '0.00',
    });
    const [earlier] = await line.json<readonly Row[]>(
      'balance',
      '--partner',
      'orion-consulting',
      '--as-of',
      '2026-08-05',
    );
    expect(earlier).toMatchObject({ accrued: '194.85', onHold: '100.00', payable: '94.85' });
  });

  it('says when what is paid, and why not yet', async () => {
    const line = kept(await settled());
    const { out } = await line.said('schedule', '--as-of', '2026-08-05');
    expect(out).toContain('Orion Consulting  2026-08-05   94.85  EUR           1  will be paid; matured');
    expect(out).toContain(
      'Orion Consulting  2026-09-07  100.00  EUR           1  will be paid; on hold until 2026-08-14',
    );
    expect(out).toContain('below the minimum of 50.00 EUR: 40.00 EUR missing');
    const russian = await line.said('schedule', '--as-of', '2026-08-05', '--locale', 'ru');
    expect(russian.out).toContain('меньше минимума 50.00 EUR: не хватает 40.00 EUR');
  });

  it('lists leads by state', async () => {
    const line = kept(await settled());
    expect(await line.json<readonly Row[]>('leads', '--state', 'won')).toHaveLength(3);
    expect(await line.json<readonly Row[]>('leads', '--state', 'lost')).toHaveLength(0);
    expect(await line.said('leads', '--state', 'gone')).toMatchObject({
      code: 2,
      err: expect.stringContaining('won, lost'),
    });
  });

  it('refuses a partner nobody knows, and a limit that is no number', async () => {
    const line = kept(await settled());
    for (const command of ['balance', 'schedule', 'payouts', 'leads'])
      expect(await line.said(command, '--partner', '../vega')).toMatchObject({
        code: 1,
        err: expect.stringContaining('There is no partner ../vega here'),
      });
    expect(await line.said('leads', '--limit', 'many')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--limit'),
    });
    expect(await line.json<readonly Row[]>('leads', '--limit', '2')).toHaveLength(2);
  });

  it('refuses a date that is none', async () => {
    const line = kept(await settled());
    expect(await line.said('balance', '--as-of', '2026-02-30')).toMatchObject({
      code: 2,
      err: expect.stringContaining('YYYY-MM-DD'),
    });
  });
});

describe('a payout run', () => {
  it('previews without writing, issues, and is settled once', async () => {
    const line = kept(await settled());
    const run = ['--date', '2026-09-07'];
    const preview = await line.json<readonly Row[]>('payout', 'preview', ...run);
    expect(preview.map(({ partner, amount, deferral }) => [partner, amount, deferral])).toEqual([
      ['orion-consulting', '194.85', null],
      ['vega-partners', '10.00', 'below-minimum'],
    ]);
    expect(await line.json<readonly Row[]>('payouts')).toEqual([]);
    expect((await line.said('payout', 'issue', ...run)).out).toBe('Run 2026-09-07-acme: 1 issued, 1 deferred.\n');
    const [payout] = await line.json<readonly Row[]>('payouts');
    expect(payout).toMatchObject({
      payoutId: preview[0]?.['payoutId'],
      amount: '194.85',
      date: '2026-09-07',
      status: 'issued',
      partnerName: 'Orion Consulting',
    });
    expect(await line.json('payouts', '--deferred')).toMatchObject([
      { partner: 'vega-partners', reason: 'below-minimum', minimum: '50.00' },
    ]);
    const id = payout?.['payoutId'] ?? '';
    expect((await line.said('payout', 'settle', id, '--reference', 'SEPA 1')).code).toBe(0);
    expect(await line.said('payout', 'fail', id, '--reason', 'closed')).toMatchObject({
      code: 1,
      err: expect.stringContaining('settled already'),
    });
    expect(await line.json('balance', '--partner', 'orion-consulting')).toMatchObject([
      { paid: '194.85', inFlight: '0.00', payable: '0.00' },
    ]);
  });

  it('gives the lines of a failed payout back', async () => {
    const line = kept(await settled());
    await line.said('payout', 'issue', '--date', '2026-09-07');
    const [payout] = await line.json<readonly Row[]>('payouts');
    await line.said('payout', 'fail', payout?.['payoutId'] ?? '', '--reason', 'account closed');
    expect(await line.json('payouts')).toMatchObject([{ status: 'failed' }]);
    expect(await line.json('balance', '--partner', 'orion-consulting')).toMatchObject([
      { payable: '194.85', inFlight: '0.00' },
    ]);
  });

  it('waits for a second person where the program asks for one', async () => {
    const line = kept(await settled({ approval: 'two-person' }));
    const run = ['--date', '2026-09-07'];
    expect(await line.said('payout', 'issue', ...run)).toMatchObject({
      code: 1,
      err: expect.stringContaining('Prepare it first'),
    });
    expect((await line.said('payout', 'prepare', ...run)).code).toBe(0);
    expect(await line.said('payout', 'issue', ...run)).toMatchObject({
      code: 1,
      err: expect.stringContaining('waits for approval'),
    });
    expect(await line.said('payout', 'approve', ...run)).toMatchObject({
      code: 1,
      err: expect.stringContaining('ana cannot be both'),
    });
    expect((await line.said('payout', 'approve', ...run, '--actor', 'ben')).code).toBe(0);
    expect((await line.said('payout', 'issue', ...run)).out).toContain('1 issued');
  });

  it('names the nearest dates when the date is none', async () => {
    const line = kept(await settled());
    expect(await line.said('payout', 'preview', '--date', '2026-09-05')).toMatchObject({
      code: 1,
      err: '2026-09-05 is no payout date of this program. The nearest are 2026-08-05 and 2026-09-07.\n',
    });
  });
});

describe('a ledger', () => {
  it('keeps the name it began with', async () => {
    const line = kept(await settled());
    expect(await line.said('balance', '--ledger', 'other')).toMatchObject({
      code: 1,
      err: expect.stringContaining('another ledger name'),
    });
    expect(await line.said('balance', '--ledger', '../x')).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot be the name'),
    });
  });

  it('pays nothing before its day', async () => {
    const line = kept(await settled());
    expect(await line.said('payout', 'issue', '--date', '2026-10-05')).toMatchObject({
      code: 1,
      err: '2026-10-05 has not come yet: it is 2026-09-07. Preview the run now, and make it on the day.\n',
    });
    expect((await line.said('payout', 'preview', '--date', '2026-10-05')).code).toBe(0);
    expect(await line.said('payout', 'issue', '--date', '2026-13-05')).toMatchObject({
      code: 2,
      err: expect.stringContaining('is no date'),
    });
  });

  it('tells failures as JSON to those who ask for JSON', async () => {
    const line = kept(await settled());
    const { err, code } = await line.said('payout', 'issue', '--date', '2026-10-05', '--json');
    expect(JSON.parse(err)).toEqual({ error: { code, message: expect.stringContaining('has not come yet') } });
  });

  it('says that causes are set aside wherever money is looked at', async () => {
    const line = kept(await settled());
    const [source] = mapping.sources;
    const facts = source?.facts.filter(({ fact }) => fact !== 'PartnerEnrolled');
    line.file('deals.csv', 'deal,partner,date,paid\nd-7,Lyra Advisers,2026-07-01,100.00\n');
    const ended = await line.said(
      'import',
      line.folder,
      '--mapping',
      line.file('m.json', { ...mapping, sources: [{ ...source, facts }] }),
    );
    expect(ended.code).toBe(4);
    for (const command of [['balance'], ['payout', 'preview', '--date', '2026-09-07']])
      expect((await line.said(...command)).err).toContain(
        'Set aside and not rated yet (2): lyra-advisers is in no plan of acme',
      );
    await line.said('import', line.folder, '--mapping', line.file('mapping.json', mapping));
    expect(await line.said('balance')).toMatchObject({ err: '' });
    expect(await line.json('balance', '--partner', 'lyra-advisers')).toMatchObject([{ accrued: '10.00' }]);
  });
});

describe('explain', () => {
  it('proves a payout and each of its accruals, in both languages', async () => {
    const line = kept(await settled());
    await line.said('payout', 'issue', '--date', '2026-09-07');
    const [payout] = await line.json<readonly Row[]>('payouts');
    const id = payout?.['payoutId'] ?? '';
    const english = await line.said('explain', id);
    expect(english.out).toContain('1,000.05 × 10% = 100.005 → 100.00');
    expect(english.out).toContain('0.00 left unexplained.');
    expect((await line.said('explain', id, '--locale', 'ru')).out).toContain('не объяснено 0,00.');
    expect((await line.said('explain', id, '--format', 'markdown')).out).toContain('948.50');
    const document = await line.json<{ schema: string; lines: readonly { entry: string; amount: object }[] }>(
      'explain',
      id,
    );
    expect(document.schema).toBe('explain/1');
    for (const { entry, amount } of document.lines)
      expect(await line.json('explain', entry)).toMatchObject({
        subject: entry,
        about: { amount },
        unexplained: { amount: '0.00' },
      });
  });

  it('says that nothing is known under an id', async () => {
    const line = kept(await settled());
    expect(await line.said('explain', 'PO-none')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Nothing is known'),
    });
  });
});
