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
    expect(notProved.join()).toContain('the last 2 events are in no seal');
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
      expect(other.out).toMatch(/^NOT SOUND: 1 findings\n- more\.txt: is not listed in the manifest\n\nChecked\n/);
    });
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
