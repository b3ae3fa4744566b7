import type { CommandTools, Fact } from '../commandTools.ts';

/** Rates of exchange. */
export type FxCommands = Readonly<{
  /** How many units of one currency a unit of another was worth on a day. The first rate told for a day stands. */
  recordFxRate: Fact<'FxRateRecorded'>;
}>;

/** Makes these commands. */
export const fxCommands = ({ fact }: CommandTools): FxCommands => ({
  recordFxRate: fact('FxRateRecorded'),
});
