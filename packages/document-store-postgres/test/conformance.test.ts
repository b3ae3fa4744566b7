import { documentStoreConformance } from '@commission-ledger/testing';
import { it } from 'vitest';

import { describeWithServer } from './testServer.ts';

await describeWithServer('the document store in PostgreSQL', ({ create }) => {
  it.each(documentStoreConformance({ name: 'PostgreSQL', create }))('$name', (each) => each.run());
});
