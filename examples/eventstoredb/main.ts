import { type Logger } from '@commission-ledger/telemetry';
import { format, orThrow } from 'commission-ledger';
import { openBooks } from './openBooks.ts';
import { openProgram, payoutDay, program } from './smallProgram.ts';

const eventStoreDb = process.env['COMMISSION_LEDGER_STORE'];
const readModels = process.env['COMMISSION_LEDGER_READ_MODELS'];
if (eventStoreDb === undefined)
  throw new Error(
    'Set COMMISSION_LEDGER_STORE, such as esdb://localhost:2113?tls=false, and COMMISSION_LEDGER_READ_MODELS.',
  );

/** One JSON line for each message, as log collectors like it. The fields never hold ids, names or amounts. */
const log = (level: string) => (message: string, fields: object) =>
  process.stderr.write(`${JSON.stringify({ level, message, ...fields })}\n`);
const logger: Logger = { debug: () => {}, info: log('info'), warn: log('warn'), error: log('error') };

const place = { eventStoreDb, ...(readModels !== undefined && { readModels }) };
const { books, close } = await openBooks(place, { actor: 'backend', logger });
try {
  await openProgram(books);
  const amount = { amount: '250.00', currency: 'EUR' };
  const sale = { deal: 'hello-1', program, amount, occurredAt: '2026-07-01T12:00:00Z' };
  await orThrow(books.winDeal({ ...sale, attribution: [{ partner: 'partner-1', share: '1' }], attributes: {} }));
  const { repeated } = await orThrow(books.recordPayment({ ...sale, payment: 'hello-1' }));
  process.stdout.write(repeated ? 'The payment was known already.\n' : 'The payment is recorded.\n');
  for (const { partnerName, accrued } of await orThrow(books.balances({ program, asOf: payoutDay() })))
    process.stdout.write(`${partnerName}: ${format(accrued)}\n`);
} finally {
  await close();
}
