import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);

const digestIn = async (environment: Readonly<Record<string, string>>): Promise<string> => {
  const script = fileURLToPath(new URL('./packDigest.ts', import.meta.url));
  const args = ['--conditions=@commission-ledger/source', '--import', 'tsx', script];
  const { stdout } = await run(process.execPath, args, { env: { ...process.env, NODE_OPTIONS: '', ...environment } });
  return stdout;
};

it('gives the same pack and the same zip whatever the zone and the language of the process', async () => {
  const environments = [
    { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
    { TZ: 'America/St_Johns', LC_ALL: 'ar_EG.UTF-8', LANG: 'ar_EG.UTF-8' },
  ];
  const digests: string[] = [];
  for (const environment of environments) digests.push(await digestIn(environment));
  expect(digests).toEqual([GOLDEN, GOLDEN]);
});

/** Of the manifest and of the zip. They change only with the format, the simulation or what the explainer proves. */
const GOLDEN =
  '219c11d2672a05e04ff22f44d7ab7e6b396bcd364353637011ab1bd63c48e52d 08d044f55c0ac8ad86c9ee7b93d74607eb7e754900c07b4faea1b845e2ae97de';
