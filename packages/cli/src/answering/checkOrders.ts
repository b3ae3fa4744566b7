import type { CheckedPayout } from '@commission-ledger/explainer';

/** What a process is to check. It goes through the channel between the processes: arguments can be read by others. */
export type CheckOrder = Readonly<{
  store: string;
  readModels?: string;
  payout: string;
  part: Readonly<{ from: number; to: number }>;
}>;

/** What it says: how many lines it has checked, and what came of it; `undefined` where a line did not hold. */
export type CheckReport =
  | Readonly<{ kind: 'progress'; lines: number }>
  | Readonly<{ kind: 'done'; checked: CheckedPayout | undefined }>;

/** Whether it is an order; nobody else speaks on the channel. */
export const isOrder = (message: unknown): message is CheckOrder =>
  typeof message === 'object' && message !== null && 'store' in message && 'part' in message;

/** Whether it is a report. */
export const isReport = (message: unknown): message is CheckReport =>
  typeof message === 'object' && message !== null && 'kind' in message;
