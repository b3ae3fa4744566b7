/** What writes explanations, with the version of its rules; it changes when the same history would read differently. */
export const engine = '@commission-ledger/explainer 1';

/** Every engine whose documents this release can verify. */
export const knownEngines: readonly string[] = [engine];
