import type { JournalFormat } from '@commission-ledger/journal-files';

/** How a journal is written. */
export type JournalFileOptions = Readonly<{
  format: JournalFormat | 'csv' | 'parquet';
  assertions: 'end' | 'every-transaction';
  beancount: '2' | '3';
}>;
