import type { CheckedNote, CheckedSeal, NotChecked, VerifyReport } from './verifyReport.ts';

/** What there was to go by. */
export type GoneBy = Readonly<{
  seals: readonly CheckedSeal[];
  kept: readonly CheckedNote[];
  hasLeaves: boolean;
  leavesContradict: boolean;
  isPinned: boolean;
  unsealed: VerifyReport['unsealed'];
  form: VerifyReport['form'];
  /** How many events were read by an earlier run. */
  readEarlier: number;
  /** The store stopped before its end. */
  stopped: boolean;
}>;

/** What nobody can know from that, in plain words. */
export const notChecked = (by: GoneBy): readonly NotChecked[] => {
  const { seals, kept, unsealed } = by;
  const list: NotChecked[] = [];
  const add = (what: NotChecked['what'], says: string, events: number | null = null): void => {
    list.push({ what, says, events });
  };
  if (by.stopped)
    add('stopped-reading', 'What comes after the place where the store could not be read was not looked at.');
  if (kept.length === 0 && !by.hasLeaves)
    add(
      'nothing-kept',
      'No seal that was kept outside the store was given. A history that was put back to an earlier state, with its later seals cut off, looks whole; so does one that was rewritten from the first event on and sealed anew.',
    );
  if (!by.isPinned && seals.length + kept.length > 0)
    add(
      'no-pinned-key',
      'No verifier key was given, so seals were checked with the key that the first of them names. Whoever owns the store can write that name too: against them, this proves nothing.',
    );
  if (kept.some(({ signature }) => signature === 'unchecked'))
    add('note-unsigned', 'Who signed the notes that were kept outside was not checked: they were taken as they are.');
  if (seals.length + kept.length === 0)
    add(
      'never-sealed',
      'Nothing was ever sealed. Links show that something in the middle of a stream was changed; that its last events were changed or are missing, that a whole stream is missing, or that a stream was rewritten with its links, they do not show.',
    );
  else if (unsealed.events > 0)
    add(
      'unsealed-tail',
      `${unsealed.events} events come after what the last good seal covers. Of those, the last of each stream may have been changed, cut off or left out without a trace.`,
      unsealed.events,
    );
  if (by.form === 'bytes')
    add(
      'not-parsed',
      'Events were checked as bytes: where they stand, how they link, and their hashes. Whether each is JSON in canonical form is checked when asked for (--canonical).',
    );
  if (by.readEarlier > 0)
    add(
      'read-earlier',
      `The first ${by.readEarlier} events were read by an earlier run. What has been done to them since was not seen.`,
      by.readEarlier,
    );
  if (by.leavesContradict)
    add(
      'leaves-contradict',
      'The hashes that were kept outside are not those of this history, yet it has seals that are good. Either they belong to another history, or this one was written and sealed anew: a verifier key and a seal from outside tell which.',
    );
  return list;
};
