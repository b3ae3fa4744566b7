export { amountText, type Marks } from './facts/amountText.ts';
export type { MappedFact } from './facts/mapFact.ts';
export { describeImportFailure, type ImportFailure } from './importFailure.ts';
export { importFiles, type ImportOptions } from './importFiles.ts';
export type { ImportProgress, ImportSummary, RowCounts, RowProblem } from './importSummary.ts';
export type {
  ColumnRules,
  Condition,
  Expression,
  FactRule,
  Format,
  Mapping,
  OccurredAt,
  SkipRule,
  Source,
  Template,
} from './mapping/mapping.ts';
export type { MappingProblem } from './mapping/mappingProblem.ts';
export { type ExportRow, type ExportTold, type ReadExport, readExport } from './readExport.ts';
export { csvTable, type CsvTable } from './rows/csvTable.ts';
export {
  describeKeyedAmountsFailure,
  type KeyedAmount,
  keyedAmounts,
  type KeyedAmountsFailure,
} from './rows/keyedAmounts.ts';
export type { CellProblem, Row } from './rows/row.ts';
