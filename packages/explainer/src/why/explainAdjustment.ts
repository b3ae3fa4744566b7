import { fact, type Node } from '@commission-ledger/calculation';
import { eventRef } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { adjustmentLine, type Unnumbered } from './entryLines.ts';
import type { AdjustmentLine } from '../document/explanation.ts';
import { programZoneOf } from '../reading/programZone.ts';
import type { Answer, ProgramZone, Sources } from '../reading/sources.ts';

/** A correction by hand: nothing was calculated, so what explains it is who made it and why. */
export type ExplainedAdjustment = Readonly<{ root: Node; line: Unnumbered<AdjustmentLine>; program: ProgramZone }>;

/** Explains an adjustment by the event that posted it. */
export const explainAdjustment = async (sources: Sources, id: string): Answer<ExplainedAdjustment> => {
  const at = await sources.index.locate('adjustment', id);
  if (E.isLeft(at)) return at;
  const posted = await sources.events.read('AdjustmentPosted', at.right);
  if (E.isLeft(posted)) return posted;
  const program = await programZoneOf(sources, posted.right.data.program);
  if (E.isLeft(program)) return program;
  const money = { _tag: 'money', money: posted.right.data.amount } as const;
  return E.right({
    root: fact(money, [eventRef(posted.right, '/amount')], 'adjustment'),
    line: adjustmentLine(posted.right, program.right.zone),
    program: program.right,
  });
};
