import { eventRef } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { once, type Answer, type ProgramZone, type Sources } from './sources.ts';

/** Reads when the program was opened. */
export const programZoneOf = (sources: Sources, program: string): Answer<ProgramZone> =>
  once(sources.programs, program, async () => {
    const at = await sources.index.locate('program', program);
    if (E.isLeft(at)) return at;
    const opened = await sources.events.read('ProgramOpened', at.right);
    if (E.isLeft(opened)) return opened;
    const { timeZone } = opened.right.data;
    return E.right({ zone: timeZone, source: { program, timeZone, from: eventRef(opened.right, '/timeZone') } });
  });
