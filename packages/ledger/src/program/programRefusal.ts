import type { Describers } from '../describers.ts';

/** Why a command about a program, or about any thing is refused. */
export type ProgramRefusal =
  | Readonly<{ _tag: 'UnknownProgram'; program: string }>
  | Readonly<{ _tag: 'ProgramExists'; program: string }>
  | Readonly<{ _tag: 'InTheFuture'; occurredAt: string; now: string }>
  | Readonly<{ _tag: 'IdTooLong'; id: string; limit: number }>
  | Readonly<{ _tag: 'SamePerson'; person: string; roles: string }>
  /** Business hours that end before they begin, or at once. */
  | Readonly<{ _tag: 'NeverOpen'; opens: string; closes: string }>
  | Readonly<{ _tag: 'StageTwice'; stage: string }>
  | Readonly<{ _tag: 'TooManyDays'; setting: string; days: number; limit: number }>;

/** One sentence for what is wrong, one for what to do. */
export const programRefusals: Describers<ProgramRefusal> = {
  UnknownProgram: ({ program }) => `There is no program ${program}. Open it first, or check the id.`,
  ProgramExists: ({ program }) =>
    `The program ${program} exists already with other settings. Change it instead of opening it again.`,
  InTheFuture: ({ now, occurredAt }) =>
    `${occurredAt} has not come yet: it is ${now}. Check the date, or record it when it has happened.`,
  IdTooLong: ({ id, limit }) => `The id ${id} is too long here: at most ${limit} characters. Choose a shorter one.`,
  SamePerson: ({ person, roles }) => `${person} cannot be both ${roles}. Let somebody else do the second step.`,
  NeverOpen: ({ opens, closes }) =>
    `Business hours from ${opens} to ${closes} never begin. Let them open before they close, on the same day.`,
  StageTwice: ({ stage }) => `The stage "${stage}" has two service levels. Give it one.`,
  TooManyDays: ({ days, limit, setting }) =>
    `${days} days are too many for ${setting}: at most ${limit}. Leave the setting out if it is to be without end.`,
};
