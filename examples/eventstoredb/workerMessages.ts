import type { Place } from './openBooks.ts';

/** What a worker is to do: the sales from `first` to `last`, beginning with another one than the others. */
export type WorkerOrder = Readonly<{ place: Place; name: string; first: number; last: number; begin: number }>;

/** What a worker says. */
export type WorkerReport = Readonly<{ kind: 'recorded' }> | Readonly<{ kind: 'done'; issued: number }>;

/** Whether it is an order; nobody else speaks on the channel. */
export const isOrder = (message: unknown): message is WorkerOrder =>
  typeof message === 'object' && message !== null && 'place' in message;

/** Whether it is a report. */
export const isReport = (message: unknown): message is WorkerReport =>
  typeof message === 'object' && message !== null && 'kind' in message;
