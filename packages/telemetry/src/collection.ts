/** The categories of streams that the ledger writes. */
const categories: ReadonlySet<string> = new Set([
  'account',
  'claim',
  'deal',
  'fx',
  'inquiry',
  'lead',
  'partner',
  'payoutrun',
  'plan',
  'program',
  'seal',
  'subject',
]);

/**
 * The category of a stream's name when the ledger knows it, else `other`: what stands in the name besides may be
 * about a person.
 */
export const categoryOf = (stream: string): string => {
  const [category = ''] = stream.split('-', 1);
  return category !== stream && categories.has(category) ? category : 'other';
};

/**
 * The name and version of a read model, such as `balances@4`, which come from the code and not from data. A rebuild
 * and its shares count as the read model that they are for.
 */
export const readModelOf = (projection: string): string =>
  /^[a-z][A-Za-z]{0,63}@\d{1,6}(?=\+|$)/.exec(projection)?.[0] ?? 'other';
