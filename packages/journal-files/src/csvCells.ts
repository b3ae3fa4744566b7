import { stringify } from 'csv-stringify/sync';

/** A cell of free text or of an id: one that a spreadsheet would take for a formula begins with an apostrophe. */
export const textCell = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠﹦﹢﹣﹫−]/.test(text) ? `'${text}` : text);

/** Lines of CSV as RFC 4180 has it, each ended by CR LF. Cells are taken as they are; a line end in one is in quotes. */
export const csvLines = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  );
