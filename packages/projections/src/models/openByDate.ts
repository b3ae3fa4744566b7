import { CannotApply } from '../projection.ts';

/** Open entries that mature on one date: how many they are, and their signed sum in minor units. */
export type OpenSum = Readonly<{ maturesOn: string; minor: string; lines: number }>;

/** The open entries of an account, summed by the date they mature on, the earliest first. */
export type OpenByDate = readonly OpenSum[];

/** Entries that come to a date, or leave it: then `minor` and `lines` are negated. */
export type OpenChange = Readonly<{ maturesOn: string; minor: bigint; lines: number }>;

/**
 * The sums after entries came or left; a date without entries is gone.
 *
 * @throws CannotApply when more entries would leave than are there, or money without entries would stay.
 */
export const changeOpen = (open: OpenByDate, { maturesOn, minor, lines }: OpenChange): OpenByDate => {
  const place = placeOf(open, maturesOn);
  const there = open[place]?.maturesOn === maturesOn ? open[place] : undefined;
  const left = { minor: BigInt(there?.minor ?? '0') + minor, lines: (there?.lines ?? 0) + lines };
  if (left.lines < 0 || (left.lines === 0 && left.minor !== 0n)) {
    throw new CannotApply(`The entries that mature on ${maturesOn} do not add up: more would be paid than is open.`);
  }
  const sum = { maturesOn, minor: `${left.minor}`, lines: left.lines };
  return open.toSpliced(place, there === undefined ? 0 : 1, ...(left.lines === 0 ? [] : [sum]));
};

/** Where the date is, or would be. */
const placeOf = (open: OpenByDate, maturesOn: string): number => {
  let [low, high] = [0, open.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((open[middle]?.maturesOn ?? '') < maturesOn) low = middle + 1;
    else high = middle;
  }
  return low;
};
