import type { LoggedEvent } from '../log/loggedEvent.ts';
import type { ReadOptions } from '../wire/requests.ts';
import type { ReadResponse } from '../wire/responses.ts';
import { structuredUuid } from '../wire/uuid.ts';

/** An event of the log as a reader gets it, with ids in the form the reader asked for. */
export const recordedEvent = (event: LoggedEvent, { uuid_option }: ReadOptions): ReadResponse => {
  const position = String(event.position);
  return {
    event: {
      event: {
        id: uuid_option?.form === 'structured' ? structuredUuid(event.id) : { string: event.id },
        stream_identifier: { stream_name: Buffer.from(event.stream) },
        stream_revision: String(event.revision),
        prepare_position: position,
        commit_position: position,
        metadata: { type: event.type, created: String(event.created), 'content-type': event.contentType },
        custom_metadata: event.metadata,
        data: event.data,
      },
      commit_position: position,
    },
  };
};

/** A place in the log as a message. */
export const positionMessage = (position: bigint): Readonly<{ commit_position: string; prepare_position: string }> => ({
  commit_position: String(position),
  prepare_position: String(position),
});
