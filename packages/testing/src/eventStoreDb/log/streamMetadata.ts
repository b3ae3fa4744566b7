/** What of a stream's metadata the double obeys. Limits of age and access are not among it. */
export type StreamLimits = Readonly<{
  /** `$tb`: events below this revision are gone. */
  truncateBefore: bigint;
  /** `$maxCount`: only so many of the last events remain. */
  maxCount?: bigint;
}>;

const none: StreamLimits = { truncateBefore: 0n };

const isMetastream = (stream: string): boolean => stream.startsWith('$$');

/** The stream that keeps the metadata of a stream. */
export const metastreamOf = (stream: string): string => `$$${stream}`;

/** The stream that a metastream is about, or `undefined` for any other stream. */
export const originalOf = (stream: string): string | undefined => (isMetastream(stream) ? stream.slice(2) : undefined);

/** Reads the limits from the last body of the metastream. A metastream itself keeps its last event only. */
export const streamLimits = (stream: string, lastMetadata: Buffer | undefined): StreamLimits => {
  if (isMetastream(stream)) return { truncateBefore: 0n, maxCount: 1n };
  if (lastMetadata === undefined) return none;
  const text = lastMetadata.toString('utf8');
  const truncateBefore = integerOf(text, '$tb') ?? 0n;
  const maxCount = integerOf(text, '$maxCount');
  return maxCount === undefined ? { truncateBefore } : { truncateBefore, maxCount };
};

/** The same metadata with another `$tb`: whoever writes to a deleted stream brings it back with a fresh start. */
export const withTruncateBefore = (metadata: Buffer | undefined, revision: bigint): Buffer => {
  const rest = Object.entries(parsed(metadata?.toString('utf8') ?? '{}')).filter(([key]) => key !== '$tb');
  const members = rest.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return Buffer.from(`{${[...members, `"$tb":${revision}`].join(',')}}`);
};

/** A number such as the largest 64-bit integer does not survive JSON.parse, so its digits are taken from the text. */
const integerOf = (text: string, key: string): bigint | undefined => {
  if (typeof parsed(text)[key] !== 'number') return undefined;
  const digits = new RegExp(`"\\${key}"\\s*:\\s*(\\d+)`, 'u').exec(text)?.[1];
  return digits === undefined ? undefined : BigInt(digits);
};

const parsed = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
};
