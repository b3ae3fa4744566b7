import type { Page, PageRow } from './page.ts';

/**
 * The page with nothing but one row, and everything below it.
 * @throws RangeError
 */
export const openedAt = (page: Page, number: string): Page => {
  const row = rowAt(page.rows, number);
  if (row === undefined) throw new RangeError(`There is no row ${JSON.stringify(number)}.`);
  return { ...page, verdict: '', notes: [], rows: [row], totals: [] };
};

/** The row or step with this number, if it is among these or below them. */
export const rowAt = (rows: readonly PageRow[], number: string): PageRow | undefined => {
  const above = rows.find((row) => row.number !== undefined && `${number}.`.startsWith(`${row.number}.`));
  return above === undefined || above.number === number ? above : rowAt(above.rows, number);
};
