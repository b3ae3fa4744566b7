/** An event as a writer proposes it. */
export type ProposedEvent = Readonly<{
  /** A UUID in lower case. */
  id: string;
  type: string;
  /** `application/json` or `application/octet-stream`; whether the body really is JSON is not looked at. */
  contentType: string;
  data: Buffer;
  metadata: Buffer;
}>;

/** An event as the log keeps it. */
export type LoggedEvent = ProposedEvent &
  Readonly<{
    stream: string;
    /** From 0 up; {@link tombstoneRevision} for the end of a stream. */
    revision: bigint;
    /** The byte offset of its record, which is both its commit and its prepare position. */
    position: bigint;
    /** When it was written, in .NET ticks (100 ns) since 1970. */
    created: bigint;
  }>;

/** The revision of a tombstone, and the `$tb` of a stream that was deleted softly: the largest 64-bit integer. */
export const tombstoneRevision = 2n ** 63n - 1n;

/** The bytes that the append limit of the server counts: body, metadata, and the type in UTF-16. */
export const countedBytes = ({ data, metadata, type }: ProposedEvent): number =>
  data.length + metadata.length + 2 * type.length;

/** The bytes that a record takes in the log, and so the distance to the next: never the same for long. */
export const recordBytes = (stream: string, event: ProposedEvent): bigint =>
  BigInt(88 + Buffer.byteLength(stream) + Buffer.byteLength(event.type) + event.data.length + event.metadata.length);
