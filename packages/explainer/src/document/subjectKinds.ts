import type { SubjectKind } from './reply.ts';

const all: Readonly<Record<SubjectKind, true>> = {
  payout: true,
  entry: true,
  account: true,
  statement: true,
  deferral: true,
  lead: true,
  deal: true,
  payment: true,
  plan: true,
  partner: true,
};

/** Whether one can ask about such things. */
export const isSubjectKind = (word: unknown): word is SubjectKind =>
  typeof word === 'string' && Object.hasOwn(all, word);
