import type { Period } from '@commission-ledger/calendar';
import type { DocumentStore } from '../../documentStore.ts';
import { accountDocuments } from '../accountDocuments.ts';
import type { AccountRow } from '../accountScope.ts';
import { programOf } from '../directory.ts';
import { namesFor } from '../names.ts';
import { movementsOf } from './accountMovements.ts';
import { addFigures, type StatementFigures, statementFigures } from './statementFigures.ts';
import { zoneIn } from '../timeValues.ts';

/** What the statement of one account comes to. */
export type StatementRow = AccountRow & StatementFigures;

/** What the statements in one currency come to together. */
export type StatementTotals = Pick<StatementFigures, 'opening' | 'sums' | 'closing' | 'lines'> &
  Readonly<{
    currency: string;
    accounts: number;
    /** How many of them are closed. */
    closed: number;
  }>;

/** All statements of a program over a period. */
export type ProgramStatements = Readonly<{
  /** By partner and currency. */
  rows: readonly StatementRow[];
  /** By currency. */
  totals: readonly StatementTotals[];
}>;

/** The statements of every account of a program over a period, with totals by currency that add up to the ledger. */
export const statementsOf = async (
  documents: DocumentStore,
  { program, period }: Readonly<{ program: string; period: Period }>,
): Promise<ProgramStatements> => {
  const settings = await programOf(documents, program);
  if (settings === undefined) return { rows: [], totals: [] };
  const zone = zoneIn(settings.timeZone);
  const accounts = await accountDocuments(documents, { program });
  const { programName, partnerName } = await namesFor(documents, accounts);
  const rows: StatementRow[] = [];
  for (const { partner, currency } of accounts) {
    const where = await movementsOf(documents, { program, partner, currency });
    const { counted: _, steps: __, ...figures } = await statementFigures(documents, where, period, zone);
    const names = { programName: programName(program), partnerName: partnerName(partner) };
    rows.push({ program, partner, currency, ...names, ...figures });
  }
  return { rows, totals: totalsOf(rows) };
};

const totalsOf = (rows: readonly StatementRow[]): readonly StatementTotals[] =>
  [...new Set(rows.map(({ currency }) => currency))].toSorted().map((currency) => {
    const same = rows.filter((row) => row.currency === currency);
    const closed = same.filter((row) => row.closed !== null).length;
    return { currency, accounts: same.length, closed, ...addFigures(currency, same) };
  });
