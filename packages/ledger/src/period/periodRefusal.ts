import type { Describers } from '../describers.ts';

/** Why a month is not closed. */
export type PeriodRefusal =
  | Readonly<{ _tag: 'PeriodNotOver'; period: string; until: string; now: string }>
  | Readonly<{ _tag: 'EarlierPeriodOpen'; program: string; period: string; earlier: string }>;

/** One sentence for what is wrong, one for what to do. */
export const periodRefusals: Describers<PeriodRefusal> = {
  PeriodNotOver: ({ period, until, now }) =>
    `${period} is over at ${until}, and it is ${now}. Close it when it is over.`,
  EarlierPeriodOpen: ({ program, period, earlier }) =>
    `${earlier} is still open in ${program}, so ${period} cannot be closed. Close ${earlier} first, again if it was closed: accounts that came later are in it then.`,
};
