import { describe, expect, it } from 'vitest';
import { inFolder, noteBeside, siteCount, verifierWithout, wrongAt } from './packFolder.ts';
import { samplePacks } from './samplePacks.ts';
import type { Tampering } from './tampering.ts';
import { tamperings } from './tamperings.ts';

/** Checks that something else always finds too what they find; they are there to say it better. */
const ALSO_FOUND_OTHERWISE: readonly string[] = [];

describe('every check of the verifier', () => {
  it('is the only one that finds something', async () => {
    const packs = await samplePacks();
    const check = await verifierWithout();
    const tried = (by: typeof check, { pack, change, given }: Tampering): ReturnType<typeof check> => {
      const { files: sound } = packs[pack];
      const files = new Map(sound);
      change(files);
      const keys = given?.key === undefined ? [] : [given.key(new Map(sound))];
      const ask = (notes: readonly string[]): ReturnType<typeof check> =>
        inFolder(files, (folder) => by(folder, keys, notes, given?.manifest));
      return given?.note === undefined ? ask([]) : noteBeside(given.note(new Map(sound)), (kept) => ask([kept]));
    };
    const alone = new Map<number, Tampering>();
    for (const tampering of tamperings) {
      const { sites } = await tried(check, tampering);
      const [site] = sites;
      if (sites.length === 1 && site !== undefined && !alone.has(site)) alone.set(site, tampering);
    }
    const survivors = Array.from({ length: siteCount() }, (_, site) => site).filter((site) => !alone.has(site));
    expect(survivors.map(wrongAt)).toEqual(ALSO_FOUND_OTHERWISE);
    // And without it, nothing is found.
    for (const [site, tampering] of alone) {
      const { findings } = await tried(await verifierWithout(site), tampering);
      expect(findings, `${tampering.what}, without ${wrongAt(site)}`).toEqual([]);
    }
  });
});
