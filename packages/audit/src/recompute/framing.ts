import { commandHashOf, jsonOf, type RecordedEvent } from '@commission-ledger/events';
import type { KeyedCommand } from '@commission-ledger/ledger';
import type { Divergence } from './recomputation.ts';

/** What the frame of an event should say besides its data, as far as that is known. */
export type Framing = Partial<
  Pick<RecordedEvent, 'id' | 'actor' | 'correlation' | 'causation' | 'commandKey' | 'commandHash'>
>;

/** What the frames of a command say of how it was sent. */
export type Sending = Pick<KeyedCommand<unknown>, 'hash' | 'actor' | 'correlation' | 'causation'>;

const FIELDS = ['id', 'commandKey', 'commandHash', 'causation', 'correlation', 'actor'] as const;

/** The first field of a frame that is otherwise; a name without a slash, as it is none of the data. */
export const frameDivergence = (posted: RecordedEvent, framing: Framing): Divergence | undefined => {
  const path = FIELDS.find((field) => framing[field] !== undefined && framing[field] !== posted[field]);
  if (path === undefined) return undefined;
  const shown = (framed: Framing): string => framed[path] ?? 'nothing';
  return { node: null, path, rule: null, clause: null, posted: shown(posted), recomputed: shown(framing) };
};

/** The frame of what the policy sends: nothing in it is anybody's choice. */
export const framingOf = ({ hash, actor, correlation, causation }: Sending): Framing => ({
  commandHash: hash,
  actor,
  correlation,
  causation,
});

/** The hash of the command that tells a fact. A time that the clock filled in is not part of it. */
export const isAsTold = (event: RecordedEvent, json = jsonOf(event)): boolean => {
  const { occurredAt: _occurredAt, ...timeless } = json;
  const { type, commandHash } = event;
  return commandHash === commandHashOf({ type, ...json }) || commandHash === commandHashOf({ type, ...timeless });
};
