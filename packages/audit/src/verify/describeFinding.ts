import type { HistoryPlace } from './historyPlace.ts';
import type { DraftFinding } from './verdictDraft.ts';

/** What is wrong and what to do, in a sentence each. */
export const describeFinding = (finding: DraftFinding): Readonly<{ problem: string; advice: string }> => ({
  problem: `${whatIsWrong(finding)}${andOthers(finding.others)}`,
  advice: adviceFor(finding),
});

/** That there are so many more of the kind, after a sentence. */
export const andOthers = (count: number): string => {
  if (count === 0) return '';
  return count === 1 ? ' One more shows the same.' : ` ${count} more show the same.`;
};

const whatIsWrong = ({ class: found, cause, place, until }: DraftFinding): string => {
  const at = place === null ? 'The history' : `Event ${place.revision} of ${place.stream} (${numbered(place)})`;
  const among =
    until === null || place === null ? '' : ` It is among the events ${place.index + 1} to ${until} of the history.`;
  const seal = place === null ? 'A seal' : `The seal (${numbered(place)})`;
  switch (cause._tag) {
    case 'Unprotected':
      return `The write protection of the store was removed or changed: ${cause.rules.join(', ')}. Whoever did it could change events.`;
    case 'StoreDamaged':
      return `The store cannot be read any further${place === null ? '' : ` after ${at}`}: ${cause.problem}.`;
    case 'LookupsDiffer':
      return `The store has two histories: looked up stream by stream, as most commands do, its events are not those that are read from first to last. It says: ${cause.problem}.`;
    case 'NotAFrame':
      return `${at} is damaged: ${cause.problem}.`;
    case 'NotCanonical':
      return `${at} is not stored as it was written: its text is not canonical JSON.`;
    case 'Misplaced':
      return `${at} does not belong there: its ${cause.field} is ${cause.framed}, not ${cause.stored}.`;
    case 'Missing':
      return found === 'swapped'
        ? `${at} stands before events of its stream that were recorded earlier.`
        : `Before ${at}, revisions ${cause.from} to ${cause.until - 1} of its stream are missing.`;
    case 'Behind':
      return `${at} stands after revision ${cause.last} of its stream, or is there twice.`;
    case 'BrokenLink':
      return `${at}, or the link to it in the event after it, was changed: the link is ${cause.expected}, the bytes give ${cause.found}.`;
    case 'SameId':
      return `${at} has the id of event number ${cause.first + 1} of the history.`;
    case 'LeafDiffers':
      return `${at} is the first whose hash is not the one that was kept outside.`;
    case 'LeavesGoOn':
      return `The history ends after ${cause.found} events; hashes of ${cause.kept} were kept outside.`;
    case 'RootDiffers':
      return `The first ${cause.size} events are not those that were sealed, and everything that hangs together by links was made to fit.${among}`;
    case 'FewerBefore':
      return `A seal over ${cause.size} events stands behind ${cause.found}: events before it are gone.${among}`;
    case 'EndsEarly':
      return `The history ends after ${cause.found} events; the seal that was kept outside covers ${cause.size}. An older copy was put in its place, or its end was cut off: what is left cannot tell which.`;
    case 'SealGone':
      return `The seal over ${cause.size} events that was kept outside is not in the history: its end was cut off, or the seal was.`;
    case 'NothingSigned':
      return 'A key was given, and there is no seal at all: either the seals were removed, or this history was never sealed.';
    case 'OtherKey':
      return `${seal} is signed with another key: ${cause.key}.`;
    case 'BadNote':
      return `${seal} is not good: ${cause.problem}`;
    case 'NoteDiffers':
      return `${seal} says another ${cause.field} than the signed note in it.`;
    case 'NotGrowing':
      return `${seal} covers ${cause.size} events, and an earlier one ${cause.before}.`;
    case 'KeptNoteUntrusted':
      return `The note over ${cause.size} events that was kept outside cannot be trusted: ${cause.problem}`;
  }
};

/** Events are counted from 1, as `replay --until` counts them. */
const numbered = ({ index }: HistoryPlace): string => `number ${index + 1} of the history`;

const adviceFor = ({ class: found, cause, until }: DraftFinding): string =>
  until === null ? whatToDo({ class: found, cause }) : `${whatToDo({ class: found, cause })} ${NEARER}`;

/** Roots alone tell a range. */
const NEARER =
  'To find the event itself, give the hashes of all events that were kept outside (--leaves; seal export --leaves writes them).';

const whatToDo = ({ class: found, cause }: Pick<DraftFinding, 'class' | 'cause'>): string => {
  if (cause._tag === 'KeptNoteUntrusted')
    return 'Get the note and the verifier key again from where they are kept, not from who runs the ledger.';
  switch (found) {
    case 'unprotected':
      return 'Find out who did it and when, and compare the history with seals that were kept outside: events may have been changed meanwhile.';
    case 'two-histories':
      return 'Believe no figure from this store, neither of recompute nor of evidence. Compare a copy from before with it, find out who could write to the file, and calculate again from the copy. To make the indexes anew (REINDEX) proves nothing: it removes the trace.';
    case 'unreadable':
      return 'Keep a copy of the store as it is, and restore the last backup that is sound.';
    case 're-signed':
      return 'If the key was changed on purpose, give every key that was in use; otherwise treat the whole history as rewritten.';
    case 'bad-seal':
      return 'Compare the seal with the note that was handed out when it was made.';
    case 'rolled-back':
    case 'tail-truncated':
      return 'Pay nothing from this ledger. Find the copy that goes on, and what was recorded after the end of this one.';
    case 'stream-dropped':
      return 'Pay nothing from this ledger. Compare the list of streams with that of a copy from before.';
    case 'edited':
    case 'deleted':
    case 'inserted':
    case 'swapped':
    case 'renamed':
      return 'Pay nothing from this ledger. Compare it with a copy from before, and find out who could write to the store.';
  }
};
