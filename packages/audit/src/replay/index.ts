export { historyUntil } from './historyUntil.ts';
export { describeReplayFailure, replay, type ReplayEnd, type ReplayFailure, type ReplayOptions } from './replay.ts';
export type { ReplayRow } from './replayRow.ts';
