import type { Period } from '@commission-ledger/calendar';
import { type Locale, localMonth } from '@commission-ledger/locale';

/** A month as people write it at the head of a page: `March 2026`, `март 2026`. */
export const localPeriod = ({ start }: Period, locale: Locale): string =>
  `${localMonth(Number(start.slice(5, 7)), locale)} ${start.slice(0, 4)}`;
