import { StoreFailure } from '@commission-ledger/event-store';

/** How the ledger's streams are told from everything else on the server. */
export type StreamNames = Readonly<{
  prefix: string;
  /** The name on the server. @throws StoreFailure `InvalidAppend` for the name that the adapter keeps for itself. */
  onServer(stream: string): string;
  /** The ledger's name of a stream on the server; `undefined` when it is not the ledger's. */
  ofServer(streamId: string): string | undefined;
  /** Where the proof of the revision check would end up if the check did not work. */
  proof: string;
}>;

/** A stream that no ledger uses: see `proveRevisionCheck`. */
const reserved = 'commission-ledger.revision-check';

/** Names with a prefix. Streams that start with `$` are the server's own. */
export const streamNames = (prefix: string): StreamNames => ({
  prefix,
  proof: `${prefix}${reserved}`,
  onServer: (stream) => {
    if (stream !== reserved) return `${prefix}${stream}`;
    const problem = `the stream ${reserved} is the adapter's own`;
    throw new StoreFailure({ _tag: 'InvalidAppend', problem }, `Nothing was appended: ${problem}.`);
  },
  ofServer: (streamId) => {
    if (streamId.startsWith('$') || !streamId.startsWith(prefix)) return undefined;
    const stream = streamId.slice(prefix.length);
    return stream === '' || stream === reserved ? undefined : stream;
  },
});
