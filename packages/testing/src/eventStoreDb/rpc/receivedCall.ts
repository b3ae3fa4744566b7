import type { CallKind } from '../faults/fault.ts';

/** A call as it arrived. Of a `BatchAppend` each append counts, not the call that carries them. */
export type ReceivedCall = Readonly<{
  rpc: 'Append' | 'BatchAppend' | 'Read' | 'Delete' | 'Tombstone' | 'GossipRead' | 'GetSupportedMethods';
  kind: CallKind;
  /** `$all` for reads of everything. */
  stream?: string;
  /** Whether the caller insists on the leader. */
  requiresLeader: boolean;
  connectionName?: string;
  /** Whose name came with the call. Passwords are not kept. */
  user?: string;
}>;
