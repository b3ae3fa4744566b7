import { PlainText, type RecordedEvent } from '@commission-ledger/events';
import type { Rerating } from '../account/rerateAccrual.ts';
import { problemsOfIds } from '../execution/inputProblems.ts';
import type { InputProblem, LedgerFailure } from '../failure.ts';
import { isSamePerson } from '../isSamePerson.ts';

/** What every re-rating is decided with: its business key, why, and the two people who decided. */
export type ReratingDecision = Readonly<{ rerating: string; reason: string; author: string; approver: string }>;

/** As the differences that it leads to say it. */
export const reratingOf = ({ rerating: id, reason, author, approver }: ReratingDecision): Rerating => ({
  id,
  reason,
  author,
  approver,
});

/** What is wrong with it, and with the ids beside it; the author and the approver are two people. */
export const objectionToRerating = (
  { rerating, reason, author, approver }: ReratingDecision,
  ids: Readonly<Record<string, string>>,
  others: readonly InputProblem[] = [],
): LedgerFailure | undefined => {
  const problems = [
    ...problemsOfIds({ rerating, ...ids }),
    ...others,
    ...Object.entries({ reason, author, approver }).flatMap(([field, text]) => problemOfText(`/${field}`, text)),
  ];
  if (problems.length > 0) return { _tag: 'InvalidInput', problems };
  return isSamePerson(author, approver)
    ? { _tag: 'SamePerson', person: author, roles: 'author and approver of a re-rating' }
    : undefined;
};

/** Whoever calls without types may leave it out; so may whoever has nothing to say. */
const problemOfText = (path: string, text: unknown): readonly InputProblem[] => {
  if (text === undefined) return [{ path, message: 'is missing' }];
  if (typeof text === 'string' && text.trim() === '') return [{ path, message: 'must not be empty' }];
  return PlainText.is(text) ? [] : [{ path, message: 'must be 1–500 characters without control characters' }];
};

/** The id of a re-rating that was decided by others, or for another reason, cannot stand for this one too. */
export const conflictWith = (event: RecordedEvent, decision: ReratingDecision): LedgerFailure | undefined => {
  if (event.type !== 'TrueUpPosted' || !('rerating' in event.data)) return undefined;
  const { rerating } = event.data;
  if (rerating.id !== decision.rerating) return undefined;
  const differing = (['reason', 'author', 'approver'] as const).flatMap((field) =>
    rerating[field] === decision[field] ? [] : [{ field, recorded: rerating[field], requested: decision[field] }],
  );
  if (differing.length === 0) return undefined;
  return { _tag: 'KeyConflict', key: `rerate/${rerating.id}`, stream: event.stream, differing };
};

/** What was rated again on a deal as it was before another amendment: the same id cannot finish half of something else. */
export const conflictWithAmendment = (
  event: RecordedEvent,
  { rerating }: ReratingDecision,
  amendment: RecordedEvent<'DealAmended'>,
): LedgerFailure | undefined => {
  if (!event.commandKey.startsWith(`rerate/${rerating}/`) || !('causeEvent' in event.data)) return undefined;
  const { id: recorded } = event.data.causeEvent;
  if (recorded === amendment.id) return undefined;
  const differing = [{ field: 'amendment', recorded, requested: amendment.id }];
  return { _tag: 'KeyConflict', key: `rerate/${rerating}`, stream: event.stream, differing };
};
