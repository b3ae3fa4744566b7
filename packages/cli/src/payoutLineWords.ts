import type { Locale } from '@commission-ledger/locale';

/** What the command line says of the lines of a payout. */
type PayoutLineWords = Readonly<{
  checking: string;
  checked: (payout: string, lines: string, total: string, digest: string) => string;
}>;

/** In each language. */
export const payoutLineWords: Readonly<Record<Locale, PayoutLineWords>> = {
  en: {
    checking: 'Calculating again',
    checked: (payout, lines, total, digest) =>
      `${payout}: every line was calculated again and gives what was paid.\nLines: ${lines}. Sum: ${total}. Digest: ${digest}.`,
  },
  ru: {
    checking: 'Пересчёт',
    checked: (payout, lines, total, digest) =>
      `${payout}: каждая строка рассчитана заново и даёт выплаченную сумму.\nСтрок: ${lines}. Сумма: ${total}. Отпечаток: ${digest}.`,
  },
};
