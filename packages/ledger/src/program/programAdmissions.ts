import { programStream } from '@commission-ledger/events';
import { type Admissions, decidedBy } from '../admission/admission.ts';
import { programDecider } from './programDecider.ts';

/** The facts about a program that a host records. */
export type ProgramFact = 'ProgramOpened' | 'ProgramChanged';

const ofProgram = decidedBy(programDecider, ({ data }) => programStream(data.program));

/**
 * The command keys: made of the ids that name the fact in the business, so the same fact always has the same key. What
 * can happen more than once to the same thing has its time in the key; sent again without a time, it says nothing new,
 * which the deciders see.
 */
export const programAdmissions: Admissions<ProgramFact> = {
  ProgramOpened: { ...ofProgram, key: ({ program }) => `program/${program}/opened` },
  ProgramChanged: { ...ofProgram, key: ({ program, occurredAt }) => `program/${program}/changed/${occurredAt}` },
};
