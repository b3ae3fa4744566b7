import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own for one test. */
export type SmallDisk = Readonly<{ folder: string; makeReadOnly(): void }>;

const run = (command: string, ...more: readonly string[]): void => {
  execFileSync(command, more, { stdio: 'ignore' });
};

/** Works on a disk of so many kilobytes, in memory. */
export const withSmallDisk = async (kilobytes: number, work: (disk: SmallDisk) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'commission-ledger-disk-'));
  run('mount', '-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder);
  try {
    await work({ folder, makeReadOnly: () => run('mount', '-o', 'remount,ro', folder) });
  } finally {
    run('umount', '-l', folder);
    rmdirSync(folder);
  }
};

/** Why there can be no such disk here, if so: only the root of a Linux machine may mount one. */
export const noSmallDisk: string | undefined = await withSmallDisk(64, async () => undefined).then(
  () => undefined,
  () => 'mounting a disk in memory is not permitted here',
);
