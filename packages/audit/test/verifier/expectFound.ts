import { parseVerifierKey } from '@commission-ledger/seals';
import { expect } from 'vitest';
import { checked, right, type Unpacked } from '../evidence/evidenceWorld.ts';
import { noteBeside, verified } from './packFolder.ts';
import type { Files, Tampering } from './tampering.ts';

/** What was done to a pack is found by the verifier, where it was done, and by `evidence check`. */
export const expectFound = async (pack: Unpacked, tampering: Tampering): Promise<void> => {
  const tampered = (): Files => {
    const files = new Map(pack.files);
    tampering.change(files);
    return files;
  };
  const [file, where = ''] = tampering.found;
  const note = tampering.given?.note?.(new Map(pack.files));
  const key = tampering.given?.key?.(new Map(pack.files));
  const manifest = tampering.given?.manifest;
  const pinned = [
    ...(manifest === undefined ? [] : ['--manifest', manifest]),
    ...(key === undefined ? [] : ['--key', key]),
  ];
  const ask = (args: readonly string[]) => verified(tampered(), [...args, ...pinned]);
  const { code, verdict, findings } =
    note === undefined ? await ask([]) : await noteBeside(note, (kept) => ask(['--note', kept]));
  expect({ code, verdict }).toEqual({ code: 1, verdict: 'not-sound' });
  const said = findings.map((each) => `${each.file}, ${each.place}: ${each.problem}`);
  expect(said.filter((each) => each.startsWith(file) && each.includes(where)).length, said.join('\n')).toBeGreaterThan(
    0,
  );
  const { verdict: other } = await checked(tampered(), {
    ...(note === undefined ? {} : { kept: [note] }),
    ...(manifest === undefined ? {} : { manifest }),
    ...(key === undefined ? {} : { keys: [right(parseVerifierKey(key))] }),
  });
  expect(other, 'evidence check').toBe('not-sound');
};
