import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { AccessLogFailure } from './accessLogFailure.ts';

/** How often a lock is tried for, and the pause between; together some seconds. */
const TRIES = 400;
const PAUSE_MS = 12;

/**
 * Does the work while no other process does any under the same lock. The lock is a file beside; one that was left behind by
 * a process of this machine that is gone is taken away.
 *
 * @throws AccessLogFailure when somebody else has the lock all the time
 */
export const underLock = async <Value>(lock: string, work: () => Promise<Value>): Promise<Value> => {
  const own = `${JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() })}\n`;
  for (let tries = 0; !(await taken(lock, own)); tries += 1) {
    if (tries >= TRIES)
      throw new AccessLogFailure(
        `${lock} is held by another process. Try again; if no process uses the log any more, remove that file.`,
      );
    if (tries % 20 === 0) await removeIfLeft(lock);
    await pause(PAUSE_MS);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
};

/** The file appears with its content at once, and never over another. */
const taken = async (lock: string, content: string): Promise<boolean> => {
  const beside = `${lock}.${randomUUID()}`;
  await writeFile(beside, content, { flag: 'wx' });
  try {
    await link(beside, lock);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(beside, { force: true });
  }
};

/** Only one process at a time looks whether a lock was left behind: between its look and the removal nobody else can. */
const removeIfLeft = async (lock: string): Promise<void> => {
  if (!(await isLeft(lock))) return;
  const removing = `${lock}.removing`;
  if (!(await taken(removing, ''))) return;
  try {
    if (await isLeft(lock)) await rm(lock, { force: true });
  } finally {
    await rm(removing, { force: true });
  }
};

const isLeft = async (lock: string): Promise<boolean> => {
  const text = await readFile(lock, 'utf8').catch(() => '');
  const match = /^{"pid":(\d+),"host":("[^"]*")/.exec(text);
  if (match === null || match[2] !== JSON.stringify(hostname())) return false;
  return !isRunning(Number(match[1]));
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
};
