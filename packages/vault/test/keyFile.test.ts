import { linkSync, readFileSync, readdirSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { type Vault, fileVault } from '../src/index.ts';
import { foreseenBytes, right } from './chance.ts';
import { newFolder } from './folder.ts';
import { formsOfKey, foundIn } from './foundIn.ts';

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const onlyFileOf = (folder: string): string => {
  const [file, ...others] = filesOf(folder);
  if (file === undefined || others.length > 0) throw new Error(`Expected one file, found ${others.length + 1}.`);
  return file;
};

/** A vault with one key, and the file that holds it. */
const withOneKey = async (): Promise<Readonly<{ folder: string; vault: Vault; key: Uint8Array; file: string }>> => {
  const folder = newFolder();
  const vault = fileVault(folder, { randomBytes: foreseenBytes() });
  const key = right(await vault.keyFor('a'));
  return { folder, vault, key, file: onlyFileOf(folder) };
};

describe('the file of a key', () => {
  it('is the only one, holds the key, and is nobody else’s to read', async () => {
    const { folder, key, file } = await withOneKey();
    expect(await foundIn(folder, formsOfKey(key))).toEqual([file]);
    if (process.platform !== 'win32') {
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    }
  });

  it('does not tell whose key it is', async () => {
    const folder = newFolder();
    right(await fileVault(folder).keyFor('subject-4711'));
    const file = onlyFileOf(folder);
    expect(file).not.toContain('4711');
    expect(readFileSync(file).includes('4711')).toBe(false);
  });

  it('holds nothing of the key once it is destroyed, and stays as the trace of it', async () => {
    const { folder, vault, key, file } = await withOneKey();
    right(await vault.destroy('a'));
    expect(await foundIn(folder, formsOfKey(key))).toEqual([]);
    expect(onlyFileOf(folder)).toBe(file);
    expect(readFileSync(file).every((byte) => byte === 0)).toBe(true);
  });

  it('is overwritten where it stands, so a name that a crash left beside it holds nothing either', async () => {
    const { folder, vault, key, file } = await withOneKey();
    linkSync(file, join(dirname(file), '.new-left-behind'));
    expect(await foundIn(folder, formsOfKey(key))).toHaveLength(2);
    right(await vault.destroy('a'));
    expect(await foundIn(folder, formsOfKey(key))).toEqual([]);
  });

  it('counts as destroyed as soon as its first byte is, for overwriting begins there', async () => {
    const { vault, file } = await withOneKey();
    const bytes = readFileSync(file);
    bytes[0] = 0;
    writeFileSync(file, bytes);
    expect(await vault.find('a')).toEqual(E.left({ _tag: 'KeyDestroyed', subject: 'a' }));
    right(await vault.destroy('a'));
    expect(readFileSync(file).every((byte) => byte === 0)).toBe(true);
  });

  it.each<readonly [string, (file: string) => void]>([
    ['cut off', (file) => truncateSync(file, 20)],
    ['empty', (file) => truncateSync(file, 0)],
    ['longer', (file) => writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from('more')]))],
    ['of another kind', (file) => writeFileSync(file, Buffer.alloc(33, 7))],
  ])('is damaged when it is %s: no key is given and none made, but it can be destroyed', async (_, damage) => {
    const { folder, vault, key, file } = await withOneKey();
    damage(file);
    const damaged = E.left({ _tag: 'KeyDamaged', subject: 'a' });
    expect([await vault.find('a'), await vault.keyFor('a')]).toEqual([damaged, damaged]);
    right(await vault.destroy('a'));
    expect(await vault.find('a')).toEqual(E.left({ _tag: 'KeyDestroyed', subject: 'a' }));
    expect(await foundIn(folder, formsOfKey(key.subarray(0, 19)))).toEqual([]);
    expect(statSync(file).size).toBe(33);
  });

  it('of one subject put in the place of another is that key there: names are all that tells them apart', async () => {
    const { folder, vault, key, file } = await withOneKey();
    const other = right(await vault.keyFor('b'));
    const fileOfOther = filesOf(folder).find((each) => each !== file) ?? '';
    renameSync(file, fileOfOther);
    expect(right(await vault.find('b'))).toEqual(key);
    expect(other).not.toEqual(key);
  });
});
