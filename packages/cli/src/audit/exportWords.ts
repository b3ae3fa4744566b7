import { plural } from '@commission-ledger/locale';

/** What `export` says. The files themselves are for programs, and the same in every language. */
export const exportWords = {
  en: {
    wrote: {
      journal: (file: string, bytes: string) => `The journal is in ${file}, ${bytes} bytes.`,
      'trial-balance': (file: string, bytes: string) => `The trial balance is in ${file}, ${bytes} bytes.`,
      balances: (file: string, bytes: string) => `The balances are in ${file}, ${bytes} bytes.`,
    },
    sha256: 'SHA-256',
    notChecked: (count: number, date: string) =>
      `${count} ${count === 1 ? 'account is' : 'accounts are'} not held against the balances on ${date}: something was recorded after its month was closed, and is booked after that day.`,
  },
  ru: {
    wrote: {
      journal: (file: string, bytes: string) => `Журнал записан в ${file}, байт: ${bytes}.`,
      'trial-balance': (file: string, bytes: string) =>
        `Оборотно-сальдовая ведомость записана в ${file}, байт: ${bytes}.`,
      balances: (file: string, bytes: string) => `Остатки записаны в ${file}, байт: ${bytes}.`,
    },
    sha256: 'SHA-256',
    notChecked: (count: number, date: string) =>
      `${count} ${plural(count, { one: 'счёт не сверяется', few: 'счёта не сверяются', many: 'счетов не сверяются', other: 'счёта не сверяются' }, 'ru')} с остатками на ${date}: что-то записано уже после закрытия месяца и проведено после этого дня.`,
  },
} as const;
