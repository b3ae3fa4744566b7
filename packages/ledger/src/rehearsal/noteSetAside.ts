import type { RecordedEvent } from '@commission-ledger/events';

/** A cause that cannot be rated, such as `payment/P-1` on its deal, with the reason. */
export type SetAside = Readonly<{ deal: string; cause: string; reason: string }>;

/** Notes what is set aside, by deal and cause; what is rated in the end is not. */
export const noteSetAside = (reasons: Map<string, SetAside>, event: RecordedEvent): void => {
  if (event.type !== 'CauseParked' && event.type !== 'CauseResolved') return;
  const { deal, cause } = event.data;
  const key = `${deal}/${cause.kind}/${cause.id}`;
  if (event.type === 'CauseResolved') reasons.delete(key);
  else reasons.set(key, { deal, cause: `${cause.kind}/${cause.id}`, reason: event.data.reason });
};
