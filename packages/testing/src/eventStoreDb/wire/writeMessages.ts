import { message } from './messageDescriptor.ts';
import { empty, expectation, expectations } from './sharedMessages.ts';

const proposedMessage = message({
  id: [1, 'event_store.client.UUID'],
  metadata: [2, 'string', 'map'],
  custom_metadata: [3, 'bytes'],
  data: [4, 'bytes'],
});

/** A successful append. */
const written = message(
  {
    current_revision: [1, 'uint64'],
    no_stream: [2, empty],
    position: [3, 'event_store.client.AllStreamPosition'],
    no_position: [4, empty],
  },
  { revision: ['current_revision', 'no_stream'], place: ['position', 'no_position'] },
);

const conflict = message(
  {
    current_revision_20_6_0: [1, 'uint64'],
    no_stream_20_6_0: [2, empty],
    expected_revision_20_6_0: [3, 'uint64'],
    any_20_6_0: [4, empty],
    stream_exists_20_6_0: [5, empty],
    current_revision: [6, 'uint64'],
    current_no_stream: [7, empty],
    expected_revision: [8, 'uint64'],
    expected_any: [9, empty],
    expected_stream_exists: [10, empty],
    expected_no_stream: [11, empty],
  },
  {
    current_20_6_0: ['current_revision_20_6_0', 'no_stream_20_6_0'],
    expected_20_6_0: ['expected_revision_20_6_0', 'any_20_6_0', 'stream_exists_20_6_0'],
    current: ['current_revision', 'current_no_stream'],
    expected: ['expected_revision', 'expected_any', 'expected_stream_exists', 'expected_no_stream'],
  },
);

const removalRequest = message({ options: [1, 'Options'] }, {}, { Options: message(expectations, expectation) });
const removalResponse = message(
  { position: [1, 'event_store.client.AllStreamPosition'], no_position: [2, empty] },
  { place: ['position', 'no_position'] },
);

/** Messages of appends and removals, of package `event_store.client.streams`. */
export const writeMessages = {
  AppendReq: message(
    { options: [1, 'Options'], proposed_message: [2, 'ProposedMessage'] },
    { content: ['options', 'proposed_message'] },
    { Options: message(expectations, expectation), ProposedMessage: proposedMessage },
  ),
  AppendResp: message(
    { success: [1, 'Success'], wrong_expected_version: [2, 'WrongExpectedVersion'] },
    { result: ['success', 'wrong_expected_version'] },
    { Success: written, WrongExpectedVersion: conflict },
  ),
  BatchAppendReq: message(
    {
      correlation_id: [1, 'event_store.client.UUID'],
      options: [2, 'Options'],
      proposed_messages: [3, 'ProposedMessage', 'repeated'],
      is_final: [4, 'bool'],
    },
    {},
    {
      Options: message(
        {
          ...expectations,
          deadline_21_10_0: [6, 'google.protobuf.Timestamp'],
          deadline: [7, 'google.protobuf.Duration'],
        },
        { ...expectation, deadline_option: ['deadline_21_10_0', 'deadline'] },
      ),
      ProposedMessage: proposedMessage,
    },
  ),
  BatchAppendResp: message(
    {
      correlation_id: [1, 'event_store.client.UUID'],
      error: [2, 'google.rpc.Status'],
      success: [3, 'Success'],
      stream_identifier: [4, 'event_store.client.StreamIdentifier'],
      revision: [5, 'uint64'],
      no_stream: [6, empty],
      any: [7, empty],
      stream_exists: [8, empty],
    },
    { result: ['error', 'success'], ...expectation },
    { Success: written },
  ),
  DeleteReq: removalRequest,
  DeleteResp: removalResponse,
  TombstoneReq: removalRequest,
  TombstoneResp: removalResponse,
};
