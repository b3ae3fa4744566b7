// Prints the SHA-256 of the manifest and of the zip of a small pack: run in processes of other zones and languages.
import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { evidencePack, evidenceZip } from '../../src/index.ts';
import { asked, readModelsOf, right, sealAt, simulated } from './evidenceWorld.ts';

const samples = { what: 'accruals', method: 'monetary-unit', seed: 'small', size: 3 } as const;

const print = async (): Promise<void> => {
  const store = await simulated({ partners: 3, leads: 30, months: 3 });
  await sealAt(store, '2025-04-20T00:00:00Z');
  const out = new PassThrough();
  const zip = evidenceZip(out);
  const bytes = buffer(out);
  const { written } = right(await evidencePack({ ...asked(store, await readModelsOf(store)), samples }, zip.put));
  await zip.end();
  const hash = createHash('sha256')
    .update(await bytes)
    .digest('hex');
  process.stdout.write(`${written.sha256} ${hash}`);
};

void print();
