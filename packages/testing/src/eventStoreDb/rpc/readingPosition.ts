import type { EventLog } from '../log/eventLog.ts';
import type { LoggedEvent } from '../log/loggedEvent.ts';
import type { ReadOptions } from '../wire/requests.ts';

/** The index of the first event at a position or after it. */
export const indexFrom = (all: readonly LoggedEvent[], position: bigint): number => {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((all[middle]?.position ?? 0n) < position) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Whether a request names a place in the log where no record begins. A place beyond the end is none of these. */
export const isInvalidPosition = (log: EventLog, { all: options }: ReadOptions): boolean => {
  if (options?.from !== 'position' || options.position === undefined) return false;
  const { commit_position = 0, prepare_position = 0 } = options.position;
  const commit = BigInt(commit_position);
  if (commit !== BigInt(prepare_position)) return true;
  const all = log.all();
  const next = all[indexFrom(all, commit)];
  return next !== undefined && next.position !== commit;
};
