import { beforeAll, describe, it } from 'vitest';
import { expectFound } from './expectFound.ts';
import { samplePacks } from './samplePacks.ts';
import { tamperedDocuments } from './tamperedDocuments.ts';

let packs: Awaited<ReturnType<typeof samplePacks>>;

beforeAll(async () => {
  packs = await samplePacks();
});

describe.concurrent('a pack of which documents were tampered with', () => {
  it.each(tamperedDocuments)('is not sound: $what ($pack)', (tampering) =>
    expectFound(packs[tampering.pack], tampering),
  );
});
