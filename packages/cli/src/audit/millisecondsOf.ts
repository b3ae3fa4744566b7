import { CommandFailed, exitCode } from '../exitCode.ts';
import { shownSafely } from '../table.ts';

const MILLISECONDS: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

const DAYS = 24;

/** How long `30s`, `10m`, `6h` or `1d` is, in milliseconds. @throws CommandFailed for anything else, or above 24 days. */
export const millisecondsOf = (asked: string): number => {
  const [, count = '', unit = ''] = /^([1-9]\d{0,6})([smhd])$/.exec(asked) ?? [];
  const time = Number(count) * (MILLISECONDS.get(unit) ?? 0);
  if (time > 0 && time <= DAYS * 86_400_000) return time;
  throw new CommandFailed(
    `'${shownSafely(asked.slice(0, 40))}' is no time to wait. Give such as 30s, 10m, 6h or 1d, at most ${DAYS}d.`,
    exitCode.usage,
  );
};
