import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

import { type SqliteFinding, finding } from './finding.ts';
import { journalModeFor } from './journalMode.ts';
import { networkFilesystemOf } from './networkFilesystem.ts';

/** What the file system says about a ledger. */
export type Surroundings = Readonly<{ bytes: number; freeBytes: number; findings: readonly SqliteFinding[] }>;

/** How a file is read here: the journal as SQLite says, unless it could not read it. */
type Reading = Readonly<{ sqliteVersion: string; journal: 'wal' | 'rollback' | undefined }>;

const leastFree = 64 * 1024 * 1024;

/**
 * Looks at the place of a file that is there. The file itself is never opened here: when a process closes any descriptor
 * of a file, Unix drops all the locks that SQLite holds on that file in the same process.
 */
export const examineSurroundings = async (path: string, reading: Reading): Promise<Surroundings> => {
  const folder = dirname(path);
  const [{ bavail, bsize }, network] = await Promise.all([statfs(folder), networkFilesystemOf(folder)]);
  const { size } = statSync(path);
  const freeBytes = bavail * bsize;
  const { journal, sqliteVersion } = reading;
  const findings = [
    ...(network === undefined ? [] : [onNetwork(network)]),
    ...(freeBytes < leastFree ? [nearlyFull(freeBytes)] : freeBytes < size ? [noRoomForCopy(freeBytes, size)] : []),
    ...(journal === 'wal' && journalModeFor(sqliteVersion) !== 'wal' ? [logOfNewer(sqliteVersion)] : []),
    ...leftovers(path),
  ];
  return { bytes: size, freeBytes, findings };
};

const onNetwork = (network: string): SqliteFinding =>
  finding.warning(
    'place',
    `The file is on ${network}: locks and syncs may not hold there.`,
    'Move it to a disk of this machine.',
  );

const nearlyFull = (free: number): SqliteFinding =>
  finding.warning(
    'disk',
    `The disk has ${megabytes(free)} left.`,
    'Free some space: nothing can be recorded on a full disk.',
  );

const noRoomForCopy = (free: number, size: number): SqliteFinding =>
  finding.note(
    'disk',
    `The disk has ${megabytes(free)} left, the file has ${megabytes(size)}.`,
    'Write backups to another disk.',
  );

const logOfNewer = (version: string): SqliteFinding =>
  finding.warning(
    'journal',
    `The file has a write-ahead log, with which SQLite ${version}, the one here, is not safe.`,
    'Use the version of Node that writes it. When no process has it open, opening it here changes it to a rollback journal.',
  );

const leftovers = (path: string): readonly SqliteFinding[] => {
  const wal = `${path}-wal`;
  if (existsSync(wal) && statSync(wal).size > 0) {
    return [
      finding.note(
        'journal',
        'There is a write-ahead log beside the file: it is open somewhere, or was when its process ended.',
        'Nothing is wrong, unless one of the two was put there by hand: SQLite takes them for one. Never copy or move the file without its log: use commission-ledger backup.',
      ),
    ];
  }
  const rollback = `${path}-journal`;
  // A journal that was ended begins with zeros; one that is to be undone does not.
  return existsSync(rollback) && beginningOf(rollback).some((byte) => byte !== 0)
    ? [
        finding.note(
          'journal',
          'There is a journal beside the file: a process is writing, or ended in the middle of it.',
          'The next to open the ledger undoes what was not complete. Never remove the journal.',
        ),
      ]
    : [];
};

/** Of a journal, on which nobody holds locks. */
const beginningOf = (journal: string): Buffer => {
  const bytes = Buffer.alloc(8);
  const descriptor = openSync(journal, 'r');
  try {
    readSync(descriptor, bytes);
  } finally {
    closeSync(descriptor);
  }
  return bytes;
};

const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MiB`;
