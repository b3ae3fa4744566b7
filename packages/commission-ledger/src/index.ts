export { instant, localDate, timeZone, type Instant, type LocalDate, type TimeZone } from '@commission-ledger/calendar';
export { memoryEventStore, StoreFailure, type EventStore } from '@commission-ledger/event-store';
export type { EventData, EventType, LedgerEvent, RecordedEvent } from '@commission-ledger/events';
export {
  renderCalculation,
  renderConditions,
  renderJson,
  renderMarkdown,
  renderTree,
  storedEventIn,
  verifyExplanation,
  type Explanation,
  type Renderer,
  type RenderOptions,
} from '@commission-ledger/explainer';
export type {
  CommandMeta,
  Ledger,
  LedgerFailure,
  PayoutPreview,
  Recorded,
  Refusal,
  RunResult,
} from '@commission-ledger/ledger';
export { add, format, money, subtract, type Money } from '@commission-ledger/money';
export {
  all,
  any,
  attribute,
  checkForPublication,
  definePlan,
  fixed,
  marginal,
  measure,
  not,
  percent,
  type PlanDocument,
} from '@commission-ledger/plans';
export {
  memoryDocumentStore,
  type AccountSchedule,
  type BalanceRow,
  type DocumentStore,
  type LeadRow,
  type PayoutRow,
} from '@commission-ledger/projections';
export { CommissionLedgerError, describeFailure, orThrow, type Failure } from './failure.ts';
export {
  openCommissionLedger,
  type CommissionLedger,
  type CommissionLedgerOptions,
  type Stores,
} from './openCommissionLedger.ts';
