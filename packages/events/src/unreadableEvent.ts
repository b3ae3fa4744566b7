import type { Misplaced } from './parseFrame.ts';
import { printable } from './printable.ts';

/** Why a stored event cannot be read. Nothing is skipped: whoever meets it stops and says where it stands. */
export type UnreadableEvent = Readonly<{ stream: string; revision: number; id: string }> &
  (
    | Readonly<{ _tag: 'NotAFrame'; problem: string }>
    /** The frame says that it stands elsewhere, or is another event. */
    | Misplaced
    | Readonly<{ _tag: 'UnknownEventType'; type: string }>
    /** Written by a newer release: upgrade before reading. */
    | Readonly<{ _tag: 'NewerSchema'; type: string; schema: number; known: number }>
    | Readonly<{ _tag: 'MalformedData'; type: string; problems: readonly string[] }>
  );

/** One sentence for what is wrong, one for what to do. Safe in a log: what was stored is shortened and printable. */
export const describeUnreadableEvent = (unreadable: UnreadableEvent): string => {
  const at = `Event ${unreadable.revision} of ${printable(unreadable.stream)}`;
  switch (unreadable._tag) {
    case 'NotAFrame':
      return `${at} is damaged: ${unreadable.problem}. Verify the history against a copy before going on.`;
    case 'FrameMisplaced':
      return `${at} does not belong where it stands: its ${unreadable.field} is ${unreadable.framed}, not ${unreadable.stored}. Verify the history against a copy.`;
    case 'UnknownEventType':
      return `${at} is a ${printable(unreadable.type)}, which this release does not know. Upgrade to the release that wrote it.`;
    case 'NewerSchema':
      return `${at} is a ${unreadable.type} of schema ${unreadable.schema}; this release knows up to ${unreadable.known}. Upgrade to the release that wrote it.`;
    case 'MalformedData':
      return `${at} is a ${unreadable.type} whose data cannot be read: ${unreadable.problems.join('; ')}. Verify the history against a copy.`;
  }
};
