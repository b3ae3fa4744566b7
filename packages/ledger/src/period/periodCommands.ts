import type { CommandTools, Result } from '../commandTools.ts';
import type { CommandMeta } from '../execution/offeredFact.ts';
import { type ClosedPeriod, type ClosePeriod, closePeriod } from './closePeriod.ts';

/** The end of a month. */
export type PeriodCommands = Readonly<{
  /** Closes a month in every account of a program; safe to repeat, and to send twice at once. */
  closePeriod: (period: ClosePeriod, meta?: CommandMeta) => Result<ClosedPeriod>;
}>;

/** Makes these commands. */
export const periodCommands = (tools: CommandTools): PeriodCommands => ({
  closePeriod: (period, meta = {}) => closePeriod(tools, period, meta),
});
