import { orThrow } from 'commission-ledger';
import { openBooks } from './openBooks.ts';
import { persistently } from './persistently.ts';
import { noon, payoutDate, payoutDay, program, recordSale, saleOf } from './smallProgram.ts';
import { type WorkerReport, isOrder } from './workerMessages.ts';

/**
 * One process of the application: records sales, asks after each one, and takes part in the payout run. All workers
 * send all commands, each beginning at another one, so that they meet all the time.
 */
const work = async (message: unknown): Promise<void> => {
  if (!isOrder(message)) return;
  const { place, name, first, last, begin } = message;
  const { books, close } = await openBooks(place, { actor: name, clock: noon });
  const mine = new Map<string, number>();
  for (let step = 0; step <= last - first; step += 1) {
    const sale = saleOf(first + ((begin + step) % (last - first + 1)));
    await persistently(() => recordSale(books, sale));
    mine.set(sale.partner, (mine.get(sale.partner) ?? 0) + sale.cents / 10);
    // Every answer contains what was recorded before it was asked for.
    const rows = await persistently(async () =>
      orThrow(books.balances({ program, partner: sale.partner, asOf: payoutDay() })),
    );
    const accrued = rows.reduce((sum, row) => sum + Number(row.accrued.minor), 0);
    if (accrued < (mine.get(sale.partner) ?? 0)) throw new Error(`${name} does not see what it has recorded.`);
    report({ kind: 'recorded' });
  }
  const run = await persistently(async () => orThrow(books.issuePayouts({ program, date: payoutDate })));
  report({ kind: 'done', issued: run.issued.length });
  await close();
  process.disconnect();
};

const report = (message: WorkerReport): void => {
  process.send?.(message);
};

process.once('message', (message) => void work(message));
process.once('disconnect', () => process.exit());
