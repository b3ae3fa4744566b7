import { eventStoreConformance } from '@commission-ledger/testing';
import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { describe, expect, it } from 'vitest';

import { type MakeClient, realServer, subjectFor } from './clientsUnderTest.ts';

const makeClient: MakeClient = (connectionString) =>
  KurrentDBClient.connectionString(connectionString.replace(/^esdb/, 'kurrentdb'));
const rpcs = new Set<string>();
const subject = subjectFor('@kurrent/kurrentdb-client', makeClient, async (double) => {
  const ours = double.calls().filter(({ kind }) => kind !== 'features' && kind !== 'gossip');
  expect(ours.filter(({ requiresLeader }) => !requiresLeader)).toEqual([]);
  for (const { rpc } of ours) rpcs.add(rpc);
  await expect.poll(() => double.openReads(), { timeout: 5_000 }).toBe(0);
});

describe('the store with @kurrent/kurrentdb-client', () => {
  it.each(eventStoreConformance(subject))('$name', (each) => each.run());

  it.skipIf(realServer !== undefined)('appends with the plain call only', () => {
    expect(rpcs).toEqual(new Set(['Append', 'Read']));
  });
});
