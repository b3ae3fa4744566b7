import { beforeAll, describe, expect, it } from 'vitest';
import { checked } from '../evidence/evidenceWorld.ts';
import { expectFound } from './expectFound.ts';
import { verified } from './packFolder.ts';
import { samplePacks } from './samplePacks.ts';
import { tamperedParts } from './tamperedParts.ts';
import { framesIn, rewritten } from './tampering.ts';

let packs: Awaited<ReturnType<typeof samplePacks>>;

beforeAll(async () => {
  packs = await samplePacks();
});

describe.concurrent('a pack of some partners from which something was left out', () => {
  it.each(tamperedParts)('is not sound: $what', (tampering) => expectFound(packs[tampering.pack], tampering));
});

describe('a pack of some partners', () => {
  it('may lack a lead that only names one of them, and both checks say so', async () => {
    const files = new Map(packs.scoped.files);
    const frames = framesIn(files);
    const cited = JSON.stringify(frames.filter(({ stream }) => stream.startsWith('account-')));
    const lead = frames.find(({ stream }) => stream.startsWith('lead-') && !cited.includes(stream.slice(5)));
    expect(lead).toBeDefined();
    rewritten(
      files,
      frames.filter(({ stream }) => stream !== lead?.stream),
    );
    const { verdict, notProved } = await verified(files);
    expect(verdict).toBe('sound');
    expect(notProved.join()).toContain('no lead, deal, inquiry or claim was left out that names a partner');
    const report = await checked(files);
    expect(report.findings).toEqual([]);
    expect(report.notChecked.map(({ what }) => what)).toContain('streams-left-out');
  });

  it('says how many events came after the newest seal, in which a stream of theirs may have begun', async () => {
    const { notProved } = await verified(packs.scoped.files);
    expect(notProved.join()).toMatch(/no stream in it left out: no seal covers 2 events of \d+/);
    const { notChecked, unsealed } = await checked(packs.scoped.files);
    expect(unsealed).toBe(1);
    expect(notChecked.find(({ what }) => what === 'unsealed-tail')?.says).toContain('even an account');
  });
});
