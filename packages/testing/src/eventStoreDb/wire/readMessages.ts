import { message } from './messageDescriptor.ts';
import { empty, stream } from './sharedMessages.ts';

/** What a reader or subscriber asks for. */
export const readRequest = message(
  { options: [1, 'Options'] },
  {},
  {
    Options: message(
      {
        stream: [1, 'StreamOptions'],
        all: [2, 'AllOptions'],
        read_direction: [3, 'uint32'],
        resolve_links: [4, 'bool'],
        count: [5, 'uint64'],
        subscription: [6, empty],
        filter: [7, 'FilterOptions'],
        no_filter: [8, empty],
        uuid_option: [9, 'UUIDOption'],
      },
      { source: ['stream', 'all'], amount: ['count', 'subscription'], filtering: ['filter', 'no_filter'] },
      {
        StreamOptions: message(
          { ...stream, revision: [2, 'uint64'], start: [3, empty], end: [4, empty] },
          { from: ['revision', 'start', 'end'] },
        ),
        AllOptions: message(
          { position: [1, 'event_store.client.AllStreamPosition'], start: [2, empty], end: [3, empty] },
          { from: ['position', 'start', 'end'] },
        ),
        FilterOptions: message(
          {
            stream_identifier: [1, 'Expression'],
            event_type: [2, 'Expression'],
            max: [3, 'uint32'],
            count: [4, empty],
            checkpointIntervalMultiplier: [5, 'uint32'],
          },
          { by: ['stream_identifier', 'event_type'], window: ['max', 'count'] },
          { Expression: message({ regex: [1, 'string'], prefix: [2, 'string', 'repeated'] }) },
        ),
        UUIDOption: message({ structured: [1, empty], string: [2, empty] }, { form: ['structured', 'string'] }),
      },
    ),
  },
);

const moment = {
  timestamp: [1, 'google.protobuf.Timestamp'],
  stream_revision: [2, 'int64'],
  position: [3, 'event_store.client.AllStreamPosition'],
} as const;

/** What comes back, one message at a time. */
export const readResponse = message(
  {
    event: [1, 'ReadEvent'],
    confirmation: [2, 'SubscriptionConfirmation'],
    checkpoint: [3, 'event_store.client.AllStreamPosition'],
    stream_not_found: [4, 'StreamNotFound'],
    caught_up: [8, 'CaughtUp'],
  },
  { content: ['event', 'confirmation', 'checkpoint', 'stream_not_found', 'caught_up'] },
  {
    ReadEvent: message(
      {
        event: [1, 'RecordedEvent'],
        link: [2, 'RecordedEvent'],
        commit_position: [3, 'uint64'],
        no_position: [4, empty],
      },
      { position: ['commit_position', 'no_position'] },
      {
        RecordedEvent: message({
          id: [1, 'event_store.client.UUID'],
          stream_identifier: [2, 'event_store.client.StreamIdentifier'],
          stream_revision: [3, 'uint64'],
          prepare_position: [4, 'uint64'],
          commit_position: [5, 'uint64'],
          metadata: [6, 'string', 'map'],
          custom_metadata: [7, 'bytes'],
          data: [8, 'bytes'],
        }),
      },
    ),
    SubscriptionConfirmation: message({ subscription_id: [1, 'string'] }),
    StreamNotFound: message(stream),
    CaughtUp: message(moment),
  },
);
