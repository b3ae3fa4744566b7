export * from './canonicalJson.ts';
export * from './catalogue/index.ts';
export {
  Beneficiary,
  CounterMoved,
  DeferralReason,
  PayoutLine,
  RuleApplied,
  TermsApplied,
} from './catalogue/account.ts';
export { Attributes } from './catalogue/attributes.ts';
export { Attribution } from './catalogue/deal.ts';
export { ProposedPayout } from './catalogue/payoutRun.ts';
export { Approval, Destinations } from './catalogue/program.ts';
export { EncryptedProspect, Prospect } from './catalogue/prospect.ts';
export { CauseRef, ForeignKey, PlainText, Sha256, Whole } from './catalogue/vocabulary.ts';
export * from './chain.ts';
export * from './eventId.ts';
export * from './foreignKey.ts';
export * from './frame.ts';
export * from './id.ts';
export * from './parseFrame.ts';
export * from './personalData.ts';
export * from './readEvent.ts';
export * from './recordedEvent.ts';
export * from './slugOfName.ts';
export * from './streams.ts';
export * from './unreadableEvent.ts';
export * from './upcasts.ts';
export * from './writeEvent.ts';
