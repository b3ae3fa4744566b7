import type { CellProblem, MappingProblem } from '@commission-ledger/import';

/** A row of a statement, and what is wrong in it. */
export type BadStatementRow = Readonly<{ line: number; problems: readonly CellProblem[] }>;

/** Why a bank statement cannot be read. A statement is read whole or not at all. */
export type StatementFailure =
  | Readonly<{ _tag: 'InvalidBankMapping'; problems: readonly MappingProblem[] }>
  | Readonly<{ _tag: 'NotAStatementCsv'; problem: string }>
  | Readonly<{ _tag: 'MissingBankColumns'; missing: readonly string[]; found: readonly string[] }>
  | Readonly<{ _tag: 'BadStatementRows'; rows: readonly BadStatementRow[] }>
  | Readonly<{ _tag: 'MixedStatementCurrencies'; currencies: readonly string[] }>
  | Readonly<{ _tag: 'EmptyStatement' }>
  | Readonly<{ _tag: 'NotXml'; problem: string }>
  | Readonly<{ _tag: 'StatementTooLarge'; mebibytes: number }>
  /** A document type can name entities and other files; a statement has none. */
  | Readonly<{ _tag: 'DocumentTypeRefused' }>
  | Readonly<{ _tag: 'NotCamt053'; found: string }>
  /** `at` is the way to the element, such as `Stmt[1]/Ntry[3]/Amt`. */
  | Readonly<{ _tag: 'BadCamtElement'; at: string; problem: string }>
  | Readonly<{ _tag: 'EntryDoesNotAddUp'; at: string; entry: string; details: string }>;

/** How many bad rows a sentence names. */
const MOST_ROWS = 5;

/** One sentence for what is wrong, one for what to do. */
export const describeStatementFailure = (failure: StatementFailure): string => {
  switch (failure._tag) {
    case 'InvalidBankMapping':
      return `The mapping of the statement cannot be used: ${failure.problems.map(({ path, message }) => `${path === '' ? '/' : path} ${message}`).join('; ')}. Correct it.`;
    case 'NotAStatementCsv':
      return `The statement cannot be read: ${failure.problem}. Check the file and its delimiter.`;
    case 'MissingBankColumns':
      return `The statement has no column ${failure.missing.map(quoted).join(' or ')}; its columns are ${failure.found.map(quoted).join(', ')}. Correct the names in the mapping, or its delimiter.`;
    case 'BadStatementRows':
      return `The statement has ${failure.rows.length === 1 ? 'a row' : `${failure.rows.length} rows`} that cannot be read: ${failure.rows.slice(0, MOST_ROWS).map(describeRow).join('; ')}${failure.rows.length > MOST_ROWS ? ' …' : ''}. Correct the mapping: a statement is read whole or not at all.`;
    case 'MixedStatementCurrencies':
      return `The statement has movements in ${failure.currencies.join(' and ')}. Give one file for each currency.`;
    case 'EmptyStatement':
      return 'The statement has no movement, so it is not known which days it covers. Give another file.';
    case 'NotXml':
      return `The statement is no XML: ${failure.problem}. Check the file.`;
    case 'StatementTooLarge':
      return `The statement is larger than ${failure.mebibytes} MiB. Ask the bank for one of fewer days.`;
    case 'DocumentTypeRefused':
      return 'The statement declares a document type, which no bank statement needs, and which can name other files. It is refused; ask where the file comes from.';
    case 'NotCamt053':
      return `The statement is no camt.053.001.02 to .13; it says ${failure.found === '' ? 'nothing of what it is' : quoted(failure.found)}. Ask the bank for camt.053.`;
    case 'BadCamtElement':
      return `The statement cannot be read at ${failure.at}: ${failure.problem}. Ask the bank for the file again.`;
    case 'EntryDoesNotAddUp':
      return `The entry at ${failure.at} is ${failure.entry}, its parts come to ${failure.details}. Ask the bank for the file again.`;
  }
};

const quoted = (text: string): string => `'${text.slice(0, 80)}'`;

const describeRow = ({ line, problems }: BadStatementRow): string =>
  `line ${line}: ${problems.map(({ column, value, reason }) => `${column}${value === '' ? '' : ` ${quoted(value)}`} ${reason}`.trim()).join(', ')}`;
