export {
  dateOf,
  instant,
  instantAt,
  localDate,
  parsePeriod,
  periodOf,
  timeZone,
  type Instant,
  type LocalDate,
  type Period,
  type TimeZone,
} from '@commission-ledger/calendar';
export { digestHash, digestHtml, digestIdOf, digestMessage, digestText, type Digest } from '@commission-ledger/digest';
export { memoryEventStore, StoreFailure, type EventStore } from '@commission-ledger/event-store';
export {
  prospectKeyOf,
  type AccessEntry,
  type AccessLog,
  type EventData,
  type EventType,
  type LedgerEvent,
  type RecordedEvent,
} from '@commission-ledger/events';
export {
  askAgain,
  checkInclusion,
  renderCalculation,
  renderConditions,
  renderHtml,
  renderJson,
  renderMarkdown,
  renderTree,
  storedEventIn,
  verifyExplanation,
  verifyMasked,
  verifyReply,
  type Explanation,
  type Renderer,
  type RenderOptions,
  type Reply,
  type Subject,
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
  type AnnouncementForPartner,
  type AnnouncementRow,
  type AttributionAnswer,
  type BalanceRow,
  type CashForecast,
  type Days,
  type DeferralRow,
  type DocumentStore,
  type Effectiveness,
  type InquiryClock,
  type InquiryRow,
  type LeadClock,
  type LeadRow,
  type Liability,
  type OverdueLead,
  type PayoutRow,
  type ProgramMedians,
  type ProgramStatements,
  type ProjectionStanding,
  type ProposedAdjustment,
  type Statement,
  type StatementLine,
  type TimelineEntry,
  type Transaction,
  type TrialBalanceRow,
} from '@commission-ledger/projections';
export type { FinanceBooks } from './access/financeBooks.ts';
export type { ManagerBooks, ManagersAnnouncement } from './access/managerBooks.ts';
export type { LeadReceipt, PartnerBooks, PartnersInquiry, PartnersLead } from './access/partnerBooks.ts';
export type { PartnerInScope } from './access/partnersInScope.ts';
export type { Answer as ScopedAnswer } from './access/reaching.ts';
export type { AccessNotLogged, FinanceScope, IdTaken, ManagerScope, NotFound, PartnerScope } from './access/scope.ts';
export type { MissedQuestion, ScopedQuestions } from './access/scopedQuestions.ts';
export type { ScopedBooks } from './access/scoped.ts';
export type { Told } from './access/told.ts';
export type { CommissionLedger } from './commissionLedger.ts';
export { CommissionLedgerError, describeFailure, orThrow, type Failure, type ScopedFailure } from './failure.ts';
export {
  openCommissionLedger,
  type CommissionLedgerOptions,
  type HostLedger,
  type ReadModelKeeping,
} from './openCommissionLedger.ts';
export type { Answer } from './questions/ask.ts';
export type { Explanations } from './questions/explanations.ts';
export type { LeadInFull, LeadQuestions } from './questions/leadQuestions.ts';
export type { MoneyQuestions } from './questions/moneyQuestions.ts';
export type { PartnerQuestions } from './questions/partnerQuestions.ts';
export type { Stores } from './stores.ts';
