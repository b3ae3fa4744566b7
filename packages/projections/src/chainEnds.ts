import type { ChainEnds } from './endsOfChains.ts';
import { endsTable } from './endsTable.ts';

/** About 60 MiB of them, 80 bytes each; as many streams as are in use at once in a history of ten million events. */
const MOST_STREAMS = 800_000;

/**
 * Nothing met yet.
 *
 * @param most how many streams are known at once; those that were not met for the longest time are forgotten, half of all
 * at a time.
 */
export const chainEnds = (most = MOST_STREAMS): ChainEnds => {
  const half = Math.max(1, Math.floor(most / 2));
  let [lately, before] = [endsTable(), endsTable()];
  return {
    endsWith: (stream, revision, hash) =>
      lately.endsWith(stream, revision, hash) ?? before.endsWith(stream, revision, hash),
    set: (stream, revision, hash) => {
      if (lately.size() >= half && !lately.has(stream)) [lately, before] = [endsTable(), lately];
      lately.set(stream, revision, hash);
    },
  };
};
