import { beforeAll, describe, it } from 'vitest';
import { expectFound } from './expectFound.ts';
import { oddPacks } from './oddPacks.ts';
import { samplePacks } from './samplePacks.ts';

let packs: Awaited<ReturnType<typeof samplePacks>>;

beforeAll(async () => {
  packs = await samplePacks();
});

describe.concurrent('a pack that is odd', () => {
  it.each(oddPacks)('is not sound, and is read to the end: $what', (odd) => expectFound(packs[odd.pack], odd));
});
