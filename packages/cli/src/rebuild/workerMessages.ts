import type { RebuildPart } from './splitRebuild.ts';

/** What a worker is told. It goes through the channel between the processes: arguments can be read by others. */
export type WorkerOrder = Readonly<{ store: string; readModels?: string; part: RebuildPart }>;

/** What a worker says: how far it is, and how it ended. Positions are decimal text. */
export type WorkerReport =
  | Readonly<{ kind: 'progress'; position: string; head: string }>
  | Readonly<{ kind: 'done'; events: number }>
  | Readonly<{ kind: 'failed'; message: string }>;

/** Whether it is an order; nobody else speaks on the channel. */
export const isOrder = (message: unknown): message is WorkerOrder =>
  typeof message === 'object' && message !== null && 'store' in message && 'part' in message;

/** Whether it is a report. */
export const isReport = (message: unknown): message is WorkerReport =>
  typeof message === 'object' && message !== null && 'kind' in message;
