import { StoreFailure } from '@commission-ledger/event-store';
import type { DocumentBatch } from '@commission-ledger/projections';

/** What an entry of an index can hold, with room to spare: 2,704 bytes for projection and key together. */
const longestKey = 2_000;
const longestProjection = 500;

/** @throws StoreFailure `TooLarge` for a projection or a key that no index can hold. */
export const checkLengths = ({ projection, puts }: DocumentBatch): void => {
  checkLength('The name of the projection', projection, longestProjection);
  for (const { key } of puts) checkLength('A key', key, longestKey);
};

const checkLength = (what: string, text: string, limit: number): void => {
  const bytes = Buffer.byteLength(text);
  if (bytes <= limit) return;
  throw new StoreFailure(
    { _tag: 'TooLarge', bytes, limit },
    `Nothing was stored: ${what} has ${bytes} bytes, more than ${limit}.`,
  );
};
