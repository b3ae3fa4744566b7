import { beforeAll, describe, it } from 'vitest';
import { expectFound } from './expectFound.ts';
import { samplePacks } from './samplePacks.ts';
import { tamperedHistories } from './tamperedHistories.ts';

let packs: Awaited<ReturnType<typeof samplePacks>>;

beforeAll(async () => {
  packs = await samplePacks();
});

describe.concurrent('a pack of which files, events or seals were tampered with', () => {
  it.each(tamperedHistories)('is not sound: $what ($pack)', (tampering) =>
    expectFound(packs[tampering.pack], tampering),
  );
});
