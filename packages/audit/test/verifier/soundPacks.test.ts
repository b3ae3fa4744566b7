import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryEventStore } from '@commission-ledger/event-store';
import { encryptProspect } from '@commission-ledger/events';
import { createLedger } from '@commission-ledger/ledger';
import { newSigningKey } from '@commission-ledger/seals';
import { beforeAll, describe, expect, it } from 'vitest';
import { NOON, flatPlan, paid, settle, won } from '../../../ledger/test/world.ts';
import {
  asked,
  checked,
  linesIn,
  packOf,
  readModelsOf,
  recorded,
  right,
  sealAt,
  simulated,
  type Unpacked,
} from '../evidence/evidenceWorld.ts';
import { inFolder, noteBeside, ran, verified, type Verified } from './packFolder.ts';
import { samplePacks } from './samplePacks.ts';

let packs: Awaited<ReturnType<typeof samplePacks>>;

beforeAll(async () => {
  packs = await samplePacks();
});

const keyOfThePack = (): string => linesIn(packs.whole.files, 'keys.json').join().slice(2, -2);

/** The verifier and `evidence check` both find it sound. */
const sound = async ({ files }: Unpacked, args: readonly string[] = []): Promise<Verified> => {
  const outcome = await verified(files, args);
  expect(outcome).toMatchObject({ code: 0, verdict: 'sound', findings: [] });
  expect((await checked(files)).verdict).toBe('sound');
  return outcome;
};

describe('a sound pack', () => {
  it.each(['whole', 'scoped', 'accruals'] as const)('is found sound: %s', async (kind) => {
    const { notProved } = await sound(packs[kind]);
    expect(notProved.join()).toContain('Give --key');
    expect(notProved.join()).toContain('no seal covers 2 events of');
  });

  it('is found sound without a seal, in a period, as known at a moment, and of every method and population', async () => {
    const store = await simulated({ partners: 3, leads: 30, months: 4 });
    const request = asked(store, await readModelsOf(store));
    const period = { from: recorded('2025-02-10T00:00:00.000000Z'), until: recorded('2025-03-31T22:00:00.000000Z') };
    await sound(await packOf(request));
    await sound(await packOf({ ...request, period }));
    await sound(await packOf({ ...request, known: recorded('2025-03-20T00:00:00.000000Z') }));
    for (const what of ['payouts', 'accruals', 'deals'] as const)
      for (const method of ['smallest-hash', 'monetary-unit'] as const)
        await sound(await packOf({ ...request, period, samples: { what, method, seed: 's', size: 3 } }));
  });

  it('is found sound when a person was erased, with personal data and without', async () => {
    const store = memoryEventStore();
    const ledger = createLedger({ store, clock: () => NOON, actor: 'ann' });
    await settle(ledger, { plans: [flatPlan('0.1')] });
    const prospect = encryptProspect(
      { name: 'A' },
      { lead: 'l-1', subject: 's-1' },
      Buffer.alloc(32),
      Buffer.alloc(12),
    );
    const about = { program: 'acme', partner: 'bob', attributes: {}, occurredAt: '2024-01-20T10:00:00Z' };
    right(await ledger.submitLead({ ...about, lead: 'l-1', prospect }));
    right(await ledger.winDeal(won('d1', {})));
    right(await ledger.recordPayment(paid('d1', 'p1', '900.00')));
    right(await ledger.issuePayouts({ program: 'acme', date: '2024-03-05' }));
    right(await ledger.recordErasure({ subject: 's-1', reason: 'asked by the person', by: 'privacy desk' }));
    await sealAt(store, '2025-07-01T00:00:00Z');
    const request = asked(store, await readModelsOf(store));
    await sound(await packOf(request));
    const scope = { kind: 'partners' as const, program: 'acme', partners: ['bob'] };
    await sound(await packOf({ ...request, scope, personal: () => Promise.resolve({ _tag: 'Erased' }) }));
  });

  it.each([
    ['JPY', '900', '4000', '500'],
    ['KWD', '900.000', '4000.000', '0.125'],
  ])('is found sound in %s, which has other decimals, with months that were closed', async (currency, ...paidIn) => {
    const store = memoryEventStore();
    const ledger = createLedger({ store, clock: () => NOON, actor: 'ann' });
    const free = { rate: '0.1', minimum: currency === 'JPY' ? '1' : '1.000' };
    const payout = { ...flatPlan(free.rate).payout, minimum: free.minimum };
    const given = { payment: currency === 'JPY' ? '0' : '0.000' };
    const plan = flatPlan(free.rate, {
      currency,
      payout,
      examples: [{ title: { en: 'Nothing' }, given, expect: {} }],
    });
    await settle(ledger, { plans: [plan], program: { currencies: [currency] } });
    for (const [at, amount] of paidIn.entries()) {
      const deal = `d${at}`;
      right(await ledger.winDeal(won(deal, { amount: { amount, currency } })));
      const payment = paid(deal, `p${at}`, amount, `2024-0${at + 2}-01T11:00:00Z`);
      right(await ledger.recordPayment({ ...payment, amount: { amount, currency } }));
    }
    right(await ledger.issuePayouts({ program: 'acme', date: '2024-04-05' }));
    for (const period of ['2024-02', '2024-03'])
      right(await ledger.closePeriod({ program: 'acme', period, closedBy: 'ann' }));
    await sealAt(store, '2025-07-01T00:00:00Z');
    const request = asked(store, await readModelsOf(store));
    const samples = { what: 'accruals' as const, method: 'monetary-unit' as const, seed: 's', size: 2 };
    const pack = await packOf({ ...request, samples });
    const statements = [...pack.files].filter(([path]) => path.startsWith('statements/'));
    expect(statements.length).toBeGreaterThan(2);
    expect(statements.map(([, bytes]) => bytes.toString()).join()).toContain('"period":"2024-03","statementHash"');
    await sound(pack);
    await sound(await packOf({ ...request, samples, scope: { kind: 'partners', program: 'acme', partners: ['bob'] } }));
  });

  it('is found sound where nothing was earned yet', async () => {
    const store = memoryEventStore();
    await settle(createLedger({ store, clock: () => NOON, actor: 'ann' }), { plans: [flatPlan('0.1')] });
    await sound(await packOf(asked(store, await readModelsOf(store))));
  });

  it('is held against the keys, the notes and the manifest that the auditor has', async () => {
    const { files, written, manifest } = packs.whole;
    const note = files.get(manifest.seal ?? '')?.toString() ?? '';
    const key = keyOfThePack();
    const other = newSigningKey('another').verifierKey;
    await noteBeside(note, (kept) =>
      noteBeside(`${other}\n${key}\n`, async (keys) => {
        for (const given of [key, keys]) {
          const args = ['--key', given, '--note', kept, '--manifest', written.sha256];
          const { notProved } = await sound(packs.whole, args);
          expect(notProved.join()).not.toMatch(/--key|--note/);
        }
      }),
    );
    const { verdict, findings } = await verified(files, ['--key', newSigningKey('acme-ledger').verifierKey]);
    expect(verdict).toBe('not-sound');
    expect(findings.map(({ problem }) => problem)).toContain('is not signed with a key that is trusted');
  });
});

describe('the verifier', () => {
  it('says the verdict first, then where, what was checked, and what is not proved', async () => {
    await inFolder(packs.whole.files, async (folder) => {
      const { code, out, err } = await ran([folder]);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(/^SOUND\n\nChecked\n- .*\n(?:- .*\n)+\nNot proved\n(?:- .*\n)+$/);
      writeFileSync(join(folder, 'more.txt'), '');
      const other = await ran([folder]);
      expect(other.code).toBe(1);
      expect(other.out).toMatch(/^NOT SOUND: 1 finding\n- more\.txt: is not listed in the manifest\n\nChecked\n/);
    });
  });

  it('says what was asked for: how much of the history, of what time, and how samples were drawn', async () => {
    const said = async (kind: keyof typeof packs): Promise<string> =>
      inFolder(packs[kind].files, async (folder) => (await ran([folder])).out);
    const size = packs.whole.manifest.known.size;
    const drawn = 'a sample of 5 of the payouts by smallest-hash, seed "audit 2025"';
    const time = '2025-03-12T00:00:00.000000Z until 2025-04-20T00:00:00.000000Z';
    expect(await said('whole')).toContain(
      `- The whole history, from its beginning, as far as ${size} events; ${drawn}\n`,
    );
    expect(await said('scoped')).toContain('- Of the program simulated: partner-000001, from its beginning');
    expect(await said('period')).toContain(`- The whole history, figures of what was recorded from ${time}, as far as`);
    expect(await said('whole')).toContain(
      '- That the verify-evidence.mjs in the pack is this one: it was not compared.',
    );
  });

  it('shows no sequence that a terminal would obey, wherever in a pack one stands', async () => {
    const escape = '\u001b[2J\u009b2J\u202eSOUND';
    const files = new Map(packs.whole.files);
    const [line = ''] = linesIn(files, 'events.ndjson');
    const frame = JSON.stringify({ ...JSON.parse(line), stream: escape });
    files.set('events.ndjson', Buffer.from(`${files.get('events.ndjson')?.toString()}${frame}\n`));
    await inFolder(files, async (folder) => {
      writeFileSync(join(folder, `a${escape}`), '');
      for (const args of [[folder], [folder, '--json'], [folder, '--note', `no${escape}`]]) {
        const { out, err } = await ran(args);
        expect(out + err).toContain('SOUND');
        expect(out + err).not.toMatch(/[^\P{C}\n]/u);
      }
    });
  });

  it('takes a seal as it was kept: also in a mail, quoted, with the line ends of another system', async () => {
    const { files, manifest } = packs.whole;
    const note = files.get(manifest.seal ?? '')?.toString() ?? '';
    const quoted = `On Monday Ann wrote:\r\n\r\n${note.replaceAll(/^/gm, '> ').replaceAll('\n', ' \r\n')}\r\nAnn`;
    expect((await noteBeside(quoted, (kept) => verified(files, ['--note', kept]))).findings).toEqual([]);
    const { findings } = await noteBeside(quoted.replace('sealed 2025', 'sealed 2024'), (kept) =>
      verified(files, ['--note', kept]),
    );
    expect(findings.map(({ problem }) => problem).join()).toContain('has a wrong signature');
  });

  it('runs where a link leads to it, and reads no file through a link', async () => {
    await inFolder(packs.whole.files, async (folder) => {
      rmSync(join(folder, 'README.md'));
      symlinkSync(join(folder, 'keys.json'), join(folder, 'README.md'));
      const { code, out } = await ran([folder]);
      expect(code).toBe(1);
      expect(out).toContain('- README.md: is listed in the manifest, and is not there');
    });
  });

  it('says with --help what each option is, and asks for nothing', async () => {
    const { code, out, err } = await ran(['--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const option of ['--key ', '--note ', '--manifest ']) expect(out).toContain(`\n${option}`);
    expect(out).toContain('Exit codes: 0 sound');
    expect(out).not.toContain('import');
  });

  it('ends with 2 when it cannot be asked', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'empty-'));
    const asks = [
      [],
      ['no/such/folder'],
      [folder, folder],
      [folder, '--key', 'x'],
      [folder, '--note', 'none'],
      ['--what'],
    ];
    for (const args of asks) {
      const { code, out, err } = await ran(args);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain('node verify-evidence.mjs FOLDER');
    }
    expect((await ran([folder])).out).toContain('manifest.json');
    rmSync(folder, { recursive: true });
  });
});
