import type { Money } from '@commission-ledger/money';
import type { Transaction } from '@commission-ledger/projections';
import { conversionTotals } from './conversionTotals.ts';
import type { HashOf } from './hashOf.ts';

/** One posting of the journal, with the transaction it belongs to. */
export type PostingRow = Readonly<{
  transaction: Transaction;
  account: string;
  /** Positive where the account is debited. */
  amount: Money;
  /** What the whole amount comes to in another currency, above zero. */
  total: Money | undefined;
  hash: string | undefined;
}>;

/** The postings of the transactions, one after another. */
export async function* postingRows(
  transactions: AsyncIterable<Transaction> | Iterable<Transaction>,
  hashOf: HashOf | undefined,
): AsyncGenerator<PostingRow, void, undefined> {
  for await (const transaction of transactions) {
    const hash = await hashOf?.(transaction.event);
    const totals = conversionTotals(transaction.postings);
    for (const [index, { account, amount }] of transaction.postings.entries())
      yield { transaction, account, amount, total: totals[index], hash };
  }
}
