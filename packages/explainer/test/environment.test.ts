import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const digestIn = (environment: Readonly<Record<string, string>>): string =>
  execFileSync(
    process.execPath,
    [
      '--conditions=@commission-ledger/source',
      '--import',
      'tsx',
      fileURLToPath(new URL('./digest.ts', import.meta.url)),
    ],
    { env: { ...process.env, NODE_OPTIONS: '', ...environment }, encoding: 'utf8' },
  );

it('gives the same bytes whatever the zone and the language of the process', () => {
  const environments = [
    { TZ: 'UTC', LC_ALL: 'C', LANG: 'C' },
    { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
    { TZ: 'America/St_Johns', LC_ALL: 'ar_EG.UTF-8', LANG: 'ar_EG.UTF-8' },
  ];
  const digests = environments.map(digestIn);
  expect(new Set(digests).size).toBe(1);
  expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
});
