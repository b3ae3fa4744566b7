import type { NewEvent, StoredEvent } from '@commission-ledger/event-store';

import { corrupt } from './clientError.ts';
import type { EventStoreDbEventData, EventStoreDbRecorded } from './eventStoreDbClient.ts';

/** The metadata that the adapter writes: which call of `append` an event came with. */
export type AppendMark = Readonly<{ appendId: string }>;

/**
 * The event in the form of the clients. A body that a JSON parser and printer leave as it is goes as JSON, which
 * people can read in the server's pages; any other goes as bytes. Either way it comes back unchanged.
 */
export const toEventData = ({ id, type, body }: NewEvent, mark: AppendMark): EventStoreDbEventData => {
  const json = plainJson(body);
  const metadata = { ...mark };
  return json
    ? { id, type, metadata, contentType: 'application/json', data: json }
    : { id, type, metadata, contentType: 'application/octet-stream', data: Buffer.from(body) };
};

const plainJson = (body: string): Record<string, unknown> | undefined => {
  if (!body.startsWith('{')) return undefined;
  try {
    const value: Record<string, unknown> = JSON.parse(body);
    return JSON.stringify(value) === body ? value : undefined;
  } catch {
    // No JSON, or nested too deeply for the printer.
    return undefined;
  }
};

/**
 * The event as the port has it.
 *
 * @throws StoreFailure `Corrupt` for what no ledger wrote.
 */
export const fromRecorded = (recorded: EventStoreDbRecorded, stream: string): StoredEvent => {
  const { id, type, position } = recorded;
  const revision = Number(recorded.revision);
  const doing = `reading event ${revision} of ${stream}`;
  if (position === undefined) throw corrupt('the server names no position (it is older than 22.10)', doing);
  // They differ only for transactions of the old TCP protocol, whose events have no order of their own.
  if (position.commit !== position.prepare) throw corrupt('it was written by a transaction of an old client', doing);
  return { id, type, body: bodyOf(recorded, doing), stream, revision, position: position.commit };
};

const bodyOf = ({ isJson, data }: EventStoreDbRecorded, doing: string): string => {
  if (isJson && typeof data === 'object' && data !== null) return JSON.stringify(data);
  if (isJson || !(data instanceof Uint8Array)) throw corrupt('its body is not of the form the ledger writes', doing);
  try {
    return utf8.decode(data);
  } catch {
    throw corrupt('its body is no UTF-8', doing);
  }
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Which call of `append` wrote the event; `undefined` when it does not say. */
export const appendIdOf = ({ metadata }: EventStoreDbRecorded): unknown =>
  typeof metadata === 'object' && metadata !== null && 'appendId' in metadata ? metadata.appendId : undefined;
