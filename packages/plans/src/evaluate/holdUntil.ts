import { addDays, addMonths, periodOf, type LocalDate } from '@commission-ledger/calendar';
import type { Hold } from '../document/planDocument.ts';

/**
 * The first date on which commission earned on `date` is no longer on hold: so many months later, and then so many
 * days, counted from the date itself or from the last day of its month.
 */
export const maturesOn = ({ days, months = 0, from = 'cause' }: Hold, date: LocalDate): LocalDate => {
  const base = from === 'cause' ? date : addDays(periodOf(date, 'month').end, -1);
  return addDays(months === 0 ? base : addMonths(base, months), days);
};
