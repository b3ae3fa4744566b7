import { booked, fact, sub } from '@commission-ledger/calculation';
import { eventRef } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { unclaimedLine } from './entryLines.ts';
import { programZoneOf } from '../reading/programZone.ts';
import type { Answer, ExplainedEntry, Sources } from '../reading/sources.ts';

/** Explains what was set apart by the event that did it: nothing was calculated, so it is who decided it and why. */
export const explainUnclaimed = async (sources: Sources, id: string): Answer<ExplainedEntry> => {
  const at = await sources.index.locate('unclaimed', id);
  if (E.isLeft(at)) return at;
  const found = await sources.events.read('BalanceUnclaimed', at.right);
  if (E.isLeft(found)) return found;
  const event = found.right;
  const program = await programZoneOf(sources, event.data.program);
  if (E.isLeft(program)) return program;
  const apart = fact(booked(event.data.amount), [eventRef(event, '/amount')], 'unclaimed');
  const taken = sub(sub(apart, apart, { name: 'nothing' }), apart, { name: 'unclaimed' });
  return E.right({ root: taken, line: unclaimedLine(event), plan: undefined, program: program.right });
};
