import type { RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, Sources } from '../reading/sources.ts';

/** What a payout adds to the account before it pays: entries that are its last lines. */
export type Addition = RecordedEvent<'ReceivableWrittenOff' | 'DrawAdvanced' | 'DrawRecovered'>;

/** The additions that were recorded together with a payout, in their order. */
export const addedFor = async (
  sources: Sources,
  { data, stream, revision, commandKey }: RecordedEvent<'PayoutIssued'>,
): Answer<readonly Addition[]> => {
  const added: Addition[] = [];
  const isDrawn = data.lines.some(
    ({ kind }) => kind === 'draw-advance' || kind === 'draw-recovery' || kind === 'write-off',
  );
  if (!isDrawn) return E.right(added);
  for (let before = revision - 1; before >= 0; before -= 1) {
    const event = await sources.events.readAny({ stream, revision: before });
    if (E.isLeft(event)) return event;
    if (event.right.commandKey !== commandKey) break;
    if (isAddition(event.right)) added.unshift(event.right);
  }
  return E.right(added);
};

/** The payout that was recorded together with an addition; `undefined` where none followed. */
export const payoutOf = async (
  sources: Sources,
  { stream, revision, commandKey }: Addition,
): Answer<RecordedEvent<'PayoutIssued'> | undefined> => {
  const following = await sources.events.readRange(stream, revision + 1, revision + mostAdded);
  if (E.isLeft(following)) return following;
  return E.right(
    following.right.flatMap((event) =>
      event.type === 'PayoutIssued' && event.commandKey === commandKey ? [event] : [],
    )[0],
  );
};

/** A write-off, debt that is forgiven, and a draw that is advanced or recovered. */
const mostAdded = 4;

/** The id of the entry. */
export const entryOf = (event: Addition): string => {
  switch (event.type) {
    case 'ReceivableWrittenOff':
      return event.data.writeOff;
    case 'DrawAdvanced':
      return event.data.draw;
    case 'DrawRecovered':
      return event.data.recovery;
  }
};

const isAddition = (event: RecordedEvent): event is Addition =>
  event.type === 'ReceivableWrittenOff' || event.type === 'DrawAdvanced' || event.type === 'DrawRecovered';
