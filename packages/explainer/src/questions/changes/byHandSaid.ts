import type { RecordedEvent } from '@commission-ledger/events';
import type { ProgramZone } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import { momentsOf } from '../gates/moments.ts';
import { amendedRows } from './changeRow.ts';

/** What people changed among all that was recorded of a deal, a payment or an entry: who, when and why. */
export const byHandSaid = (events: readonly RecordedEvent[], { zone }: ProgramZone): Said => {
  const changes = events.flatMap((event) => {
    const hand = handOf(event);
    return hand === undefined ? [] : [{ event, ...hand }];
  });
  const last = changes.at(-1);
  if (last === undefined) return { key: 'whoNoneByHand', holes: {} };
  const { event, author, reason } = last;
  const holes = { on: momentsOf(event, zone).recorded, author, reason };
  if (changes.length > 1) return { key: 'whoOften', holes: { ...holes, count: changes.length } };
  const [said, ...more] = changedIn(event, events);
  if (more.length === 0 && said?.key === 'whoAmount')
    return { key: 'whoOnceAmount', holes: { ...holes, ...said.holes } };
  if (more.length === 0 && said?.key === 'whoAttribute')
    return { key: 'whoOnceAttribute', holes: { ...holes, ...said.holes } };
  return { key: 'whoOnce', holes };
};

const changedIn = (event: RecordedEvent, events: readonly RecordedEvent[]): readonly Said[] =>
  event.type === 'DealAmended'
    ? amendedRows(event, events.slice(0, events.indexOf(event))).map(({ said }) => said)
    : [];

/** Who gave an event by hand, and why; nothing where it was told from outside or calculated. */
export const handOf = (event: RecordedEvent): Readonly<{ author: string; reason: string }> | undefined => {
  if (event.type === 'DealAmended' || event.type === 'AdjustmentPosted' || event.type === 'BalanceUnclaimed')
    return event.data;
  if (event.type === 'TrueUpPosted') return 'rerating' in event.data ? event.data.rerating : undefined;
  if (event.type !== 'ReceivableWrittenOff') return undefined;
  const { author, reason } = event.data;
  return author == null ? undefined : { author, reason };
};
