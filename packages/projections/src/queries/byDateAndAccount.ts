type Dated = Readonly<{ date: string; program: string; partner: string; currency: string }>;

/** Sorts by date, then program, partner and currency: the order in which people read a list of payouts. */
export const byDateAndAccount = (a: Dated, b: Dated): number => {
  const [left, right] = [orderOf(a), orderOf(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
};

// The space sorts before every character of an id.
const orderOf = ({ date, program, partner, currency }: Dated): string => `${date} ${program} ${partner} ${currency}`;
