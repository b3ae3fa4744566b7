import type { EventRef } from '@commission-ledger/calculation';
import { accountOfStream, type RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';

/** Another partner that a record names, and the first record that does. */
export type NamedPartner = Readonly<{ partner: string; from: EventRef }>;

/** The partners beside the one it is about whom records name, by id: who is credited, who brought it, whose account it is. */
export const othersNamed = (events: readonly RecordedEvent[], own: string | undefined): readonly NamedPartner[] => {
  const found = new Map<string, EventRef>();
  for (const event of events)
    for (const partner of namedIn(event))
      if (partner !== own && !found.has(partner)) found.set(partner, eventRef(event, ''));
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([partner, from]) => ({ partner, from }));
};

const namedIn = (event: RecordedEvent): readonly string[] => {
  const { type, data, stream } = event;
  const account = accountOfStream(stream);
  const ofAccount = account === undefined ? [] : [account.partner];
  if (type === 'DealWon' || type === 'DealAmended') {
    const { attribution = [], overlays = [] } = data;
    return [...attribution, ...overlays].map(({ partner }) => partner);
  }
  if (type === 'AccrualPosted') return [...ofAccount, data.referrer];
  if (type === 'UplineAssigned') return [data.partner, data.upline];
  return 'partner' in data && typeof data.partner === 'string' ? [...ofAccount, data.partner] : ofAccount;
};
