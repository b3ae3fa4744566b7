import type { LeftOut, ResultOutcome } from '@commission-ledger/payout-files';
import { plural } from '@commission-ledger/locale';

const payouts = (count: number): string => `${count} ${count === 1 ? 'payout' : 'payouts'}`;
const payoutsInRussian = (count: number): string =>
  `${count} ${plural(count, { one: 'выплата', few: 'выплаты', many: 'выплат', other: 'выплаты' }, 'ru')}`;

type Reasons = Readonly<Record<LeftOut, string>>;
type Outcomes = Readonly<Record<ResultOutcome['outcome'], string>>;

/** What the commands about files for the bank or provider say. */
export const payoutFileWords = {
  en: {
    payout: 'Payout',
    partner: 'Partner',
    why: 'Why not in the file',
    made: (file: string, count: number, totals: string) =>
      `${file}: ${payouts(count)}${totals === '' ? '' : `, ${totals}`}.`,
    leftOut: {
      settled: 'it arrived already',
      failed: 'it failed',
      voided: 'it was called off',
      'no-destination': 'no payout destination was known when it was issued',
      'destination-changed': 'the payout destination changed since: void it',
      'no-details': 'the details file says nothing about its destination',
      'unsound-details': 'its details in the details file cannot stand in a file',
      'nothing-arrives': 'nothing is left to send: settle it by hand',
      'in-another-file': 'it is in an earlier file of the run',
    } satisfies Reasons,
    line: 'Line',
    result: 'Result',
    problem: 'Problem',
    outcomes: {
      recorded: 'recorded',
      'already-known': 'known before',
      contradicts: 'contradicts',
      unknown: 'unknown',
      refused: 'refused',
    } satisfies Outcomes,
    noSuchPayout: 'There is no such payout.',
    standsAs: {
      settled: 'It arrived by the ledger.',
      failed: 'It failed by the ledger.',
      voided: 'It was called off.',
    },
    taken: (recorded: number, known: number, refused: number) =>
      `${recorded} recorded, ${known} known before, ${refused} refused.`,
  },
  ru: {
    payout: 'Выплата',
    partner: 'Партнёр',
    why: 'Почему не в файле',
    made: (file: string, count: number, totals: string) =>
      `${file}: ${payoutsInRussian(count)}${totals === '' ? '' : `, ${totals}`}.`,
    leftOut: {
      settled: 'уже получена',
      failed: 'не прошла',
      voided: 'отменена',
      'no-destination': 'при отправке не было реквизитов',
      'destination-changed': 'реквизиты с тех пор изменились: отмените её',
      'no-details': 'в файле реквизитов их нет',
      'unsound-details': 'такие реквизиты не могут стоять в файле',
      'nothing-arrives': 'отправлять нечего: отметьте её вручную',
      'in-another-file': 'она уже в другом файле этого запуска',
    } satisfies Reasons,
    line: 'Строка',
    result: 'Итог',
    problem: 'Что не так',
    outcomes: {
      recorded: 'записано',
      'already-known': 'уже известно',
      contradicts: 'противоречит',
      unknown: 'неизвестна',
      refused: 'отклонено',
    } satisfies Outcomes,
    noSuchPayout: 'Такой выплаты нет.',
    standsAs: { settled: 'По книге она получена.', failed: 'По книге она не прошла.', voided: 'Она отменена.' },
    taken: (recorded: number, known: number, refused: number) =>
      `Записано: ${recorded}, уже известно: ${known}, отклонено: ${refused}.`,
  },
} as const;
