import { eventStoreConformance } from '@commission-ledger/testing';
import { EventStoreDBClient } from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';

import { type MakeClient, realServer, subjectFor } from './clientsUnderTest.ts';

const makeClient: MakeClient = (connectionString) => EventStoreDBClient.connectionString(connectionString);
const rpcs = new Set<string>();
const subject = subjectFor('@eventstore/db-client', makeClient, async (double) => {
  const ours = double.calls().filter(({ kind }) => kind !== 'features' && kind !== 'gossip');
  expect(ours.filter(({ requiresLeader }) => !requiresLeader)).toEqual([]);
  for (const { rpc } of ours) rpcs.add(rpc);
  await expect.poll(() => double.openReads(), { timeout: 5_000 }).toBe(0);
});

describe('the store with @eventstore/db-client', () => {
  it.each(eventStoreConformance(subject))('$name', (each) => each.run());

  it.skipIf(realServer !== undefined)('appends with the plain call only', () => {
    expect(rpcs).toEqual(new Set(['Append', 'Read']));
  });
});
