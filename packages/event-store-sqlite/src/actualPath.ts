import { existsSync, lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * Where a path leads, through all symbolic links, or would lead if its file were there. A file that is put in the place
 * of a link would be another one than the link leads to, for all who use the other name.
 */
export const actualPath = (path: string): string => follow(path, 40);

const follow = (path: string, links: number): string => {
  const whole = resolve(path);
  if (existsSync(whole)) return realpathSync(whole);
  const folder = dirname(whole);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return whole;
  const place = join(realpathSync(folder), basename(whole));
  const isLink = links > 0 && lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return isLink ? follow(resolve(dirname(place), readlinkSync(place)), links - 1) : place;
};
