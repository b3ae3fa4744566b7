import type { BothSides } from '@commission-ledger/tie-outs';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import type { TieOutWords } from './tieOutWords.ts';

/** What both sides come to. @param there what the other side is called */
export const sumsTable = (
  sums: readonly BothSides<keyof TieOutWords['sums']>[],
  say: TieOutWords,
  there: string,
  terminal: Terminal,
): string => {
  if (sums.length === 0) return '';
  const columns = [
    { heading: '' },
    { heading: say.currency },
    { heading: say.count, amounts: true },
    { heading: there, amounts: true },
    { heading: say.count, amounts: true },
    { heading: say.inLedger, amounts: true },
  ];
  const rows = sums.map((line) => [
    say.sums[line.what],
    line.currency,
    `${line.there.count}`,
    line.there.amount.amount,
    `${line.here.count}`,
    line.here.amount.amount,
  ]);
  return table(columns, rows, terminal);
};
