import type { EventRef, Node } from '@commission-ledger/calculation';
import type { Line } from '../../document/explanation.ts';
import { amountOf } from '../../document/totals.ts';
import type { ExplainedEntry } from '../../reading/sources.ts';
import type { KeyedLine } from './lineDifferences.ts';

/** An entry as a line that is compared: about the same as another where rule and deal are. */
export type SideLine = KeyedLine &
  Readonly<{ entry: string; root: Node; from: EventRef; line: ExplainedEntry['line'] }>;

/** The lines of some entries. */
export const linesOf = (entries: readonly ExplainedEntry[]): readonly SideLine[] =>
  entries.map(({ line, root }) => ({
    key: keyOf(line),
    amount: amountOf(line),
    entry: line.entry,
    root,
    from: line.from,
    line,
  }));

/** Entries have an id of their own, and are never changed. */
export const isSameEntry = (a: SideLine, b: SideLine): boolean => a.entry === b.entry;

const keyOf = (line: ExplainedEntry['line']): string => {
  switch (line.kind) {
    case 'accrual':
      return `accrual/${ruleOf(line)}/${line.deal.deal}/${line.beneficiary}/${line.part?.number ?? 1}`;
    case 'reversal':
      return `reversal/${ruleOf(line.earned)}/${line.earned.deal.deal}/${line.earned.beneficiary}`;
    case 'true-up':
      return `true-up/${ruleOf(line)}/${line.deal.deal}/${line.beneficiary}`;
    case 'adjustment':
    case 'draw-advance':
    case 'draw-recovery':
    case 'write-off':
    case 'unclaimed':
      return `${line.kind}/${line.entry}`;
  }
};

const ruleOf = ({ rule: { plan, rule = '' } }: Readonly<{ rule: Readonly<{ plan: string; rule?: string }> }>): string =>
  `${plan}/${rule}`;

/** What a line is about, for people: its deal, or its own id. */
export const subjectOf = (line: ExplainedEntry['line'] | Line): string => {
  switch (line.kind) {
    case 'accrual':
    case 'true-up':
      return line.deal.deal;
    case 'reversal':
      return line.earned.deal.deal;
    case 'adjustment':
    case 'draw-advance':
    case 'draw-recovery':
    case 'write-off':
    case 'unclaimed':
      return line.entry;
  }
};
