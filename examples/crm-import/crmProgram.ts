import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCode, run, type Terminal } from '@commission-ledger/cli';

/** The payout dates of the program: the 5th of each month, or the next business day. */
export const payoutDates = [
  '2017-04-05',
  '2017-05-05',
  '2017-06-05',
  '2017-07-05',
  '2017-08-07',
  '2017-09-05',
  '2017-10-05',
  '2017-11-06',
  '2017-12-05',
  '2018-01-05',
  '2018-02-05',
  '2018-03-05',
] as const;

const here = (file: string): string => path.join(path.dirname(fileURLToPath(import.meta.url)), file);

/** The small export that comes with the example. */
export const sampleFolder = here('sample');

/** The whole program as a person would type it: settings and plan, the export, the payout runs. Again changes nothing. */
export const crmCommands = (
  dataFolder: string,
  store: string,
  dates: readonly string[],
): readonly (readonly string[])[] => [
  ['init', '--store', store, '--program', here('program.json'), '--plan', here('plan.json')],
  ['import', dataFolder, '--store', store, '--mapping', here('mapping.json')],
  ...dates.map((date) => ['payout', 'issue', '--store', store, '--date', date]),
];

/** Runs command lines one after the other and stops at the first that fails. */
export const runAll = async (commands: readonly (readonly string[])[], terminal: Terminal): Promise<number> => {
  for (const command of commands) {
    const code = await run(command, terminal);
    if (code !== exitCode.done) return code;
  }
  return exitCode.done;
};
