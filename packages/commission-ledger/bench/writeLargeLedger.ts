import { bulkLedger } from './bulkLedger.ts';
import { frameHistory } from './frameHistory.ts';
import { largeHistory } from './largeHistory.ts';

/** Writes a ledger file with so many events, as the ledger itself would have written it. There must be no file yet. */
export const writeLargeLedger = async (path: string, count: number): Promise<void> => {
  const file = await bulkLedger(path);
  for (const event of frameHistory(largeHistory(count))) file.append(event);
  await file.close();
};

const [path, count] = process.argv.slice(2);
if (path !== undefined && process.argv[1] === import.meta.filename) await writeLargeLedger(path, Number(count));
