import { startEventStoreDbDouble } from '@commission-ledger/testing/eventstoredb';
import { EventStoreDBClient } from '@eventstore/db-client';
import { expect, it } from 'vitest';
import { openBooks } from '../openBooks.ts';

it('opens no ledger on a server that forgets events of it', async () => {
  const double = await startEventStoreDbDouble();
  const client = EventStoreDBClient.connectionString(double.connectionString);
  const place = { eventStoreDb: double.connectionString };
  try {
    const { close } = await openBooks(place, { actor: 'backend' });
    await close();
    await client.setStreamMetadata('program-acme', { maxCount: 1_000 });
    await expect(openBooks(place, { actor: 'backend' })).rejects.toThrow(/program-acme .*\$maxCount/);
  } finally {
    await client.dispose();
    await double.stop();
  }
});
