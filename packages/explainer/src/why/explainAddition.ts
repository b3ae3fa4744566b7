import { booked, fact } from '@commission-ledger/calculation';
import { eventRef } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { writeOffLine } from './entryLines.ts';
import type { ExplainedEntry } from '../reading/sources.ts';
import { mismatch } from './explainAccrual.ts';
import { appliedPlanOf } from '../reading/appliedPlan.ts';
import { calculatedAgain } from './payoutAgain.ts';
import { addedFor, payoutOf, type Addition } from './payoutAdditions.ts';
import { programZoneOf } from '../reading/programZone.ts';
import type { Answer, Sources } from '../reading/sources.ts';

const types = {
  'draw-advance': 'DrawAdvanced',
  'draw-recovery': 'DrawRecovered',
  'write-off': 'ReceivableWrittenOff',
} as const;

/**
 * Explains what a payout added to the account: it follows from the lines of that payout, as the payout states them, and
 * from its terms. A balance that was written off without a payout has nothing to follow from but the event itself, which
 * says how much it was.
 */
export const explainAddition = async (
  sources: Sources,
  kind: keyof typeof types,
  id: string,
): Answer<ExplainedEntry> => {
  const at = await sources.index.locate(kind, id);
  if (E.isLeft(at)) return at;
  const found = await sources.events.read<Addition['type']>(types[kind], at.right);
  if (E.isLeft(found)) return found;
  const payout = await payoutOf(sources, found.right);
  if (E.isLeft(payout)) return payout;
  const issued = payout.right;
  if (issued === undefined) return writtenOffAlone(sources, found.right);
  const terms = await appliedPlanOf(sources, issued.data.terms);
  if (E.isLeft(terms)) return terms;
  const program = await programZoneOf(sources, issued.data.program);
  if (E.isLeft(program)) return program;
  const additions = await addedFor(sources, issued);
  if (E.isLeft(additions)) return additions;
  const lines = issued.data.lines
    .slice(0, issued.data.lines.length - additions.right.length)
    .map(({ amount }, index) => fact(booked(amount), [eventRef(issued, `/lines/${index}/amount`)], 'matured'));
  const about = { issued, terms: terms.right, program: program.right };
  const again = await calculatedAgain(sources, about, lines, additions.right);
  if (E.isLeft(again)) return again;
  const entry = again.right.added.find(({ line }) => line.kind === kind && line.entry === id);
  return entry === undefined
    ? mismatch(id, { path: '', recorded: kind, computed: `no such line of ${issued.data.payout}` })
    : E.right(entry);
};

const writtenOffAlone = async (sources: Sources, event: Addition): Answer<ExplainedEntry> => {
  if (event.type !== 'ReceivableWrittenOff') {
    return E.left({ _tag: 'OtherEvent', at: event, expected: 'draw with its payout', found: event.type });
  }
  const program = await programZoneOf(sources, event.data.program);
  if (E.isLeft(program)) return program;
  const root = fact(booked(event.data.amount), [eventRef(event, '/amount')], 'write-off');
  return E.right({ root, line: writeOffLine(event), plan: undefined, program: program.right });
};
