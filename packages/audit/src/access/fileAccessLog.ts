import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import type { AccessEntry, AccessLog } from '@commission-ledger/events';
import { lineHash, lineText } from './accessLine.ts';
import { AccessLogFailure } from './accessLogFailure.ts';
import { underLock } from './fileLock.ts';

const LINE_FEED = 0x0a;

/**
 * A log in a file, one line of canonical JSON for each entry; nothing in it is ever changed. Each line has the hash of the
 * one before, so that `verifyAccessLog` finds a change. Several processes may write to the same file. An entry is on the disk
 * when `record` resolves; where it cannot be, `record` rejects with an `AccessLogFailure`.
 */
export const fileAccessLog = (file: string): AccessLog => {
  let before: Promise<unknown> = Promise.resolve();
  return {
    record: (entry) => {
      const recorded = before.then(() => append(file, entry));
      before = recorded.catch(() => undefined);
      return recorded;
    },
  };
};

const append = async (file: string, entry: AccessEntry): Promise<void> => {
  try {
    await underLock(`${file}.lock`, () => appendAlone(file, entry));
  } catch (error) {
    if (error instanceof AccessLogFailure) throw error;
    if (error instanceof Error && 'syscall' in error)
      throw new AccessLogFailure(`The access log ${file} cannot be written: ${error.message}`, { cause: error });
    throw error;
  }
};

const appendAlone = async (file: string, entry: AccessEntry): Promise<void> => {
  const handle = await open(file, 'a+', 0o600);
  try {
    const { size } = await handle.stat();
    const last = await lastLine(handle, size);
    // What a crash cut off stays as it is, as a line of its own that is linked like any other.
    const cutOff = last !== undefined && !last.isEnded ? '\n' : '';
    const text = lineText(entry, last === undefined ? null : lineHash(last.bytes));
    try {
      await handle.appendFile(`${cutOff}${text}\n`);
      await handle.sync();
    } catch (error) {
      await handle.truncate(size);
      throw error;
    }
    if (size === 0) await syncFolder(path.dirname(file));
  } finally {
    await handle.close();
  }
};

/** A new name is only for good when its folder is; some systems cannot open one. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
};

type LastLine = Readonly<{ bytes: Uint8Array; isEnded: boolean }>;

const PIECE = 65_536;

/** The last line, read from the end. */
const lastLine = async (handle: FileHandle, size: number): Promise<LastLine | undefined> => {
  if (size === 0) return undefined;
  let tail = Buffer.alloc(0);
  for (let start = size; start > 0;) {
    const from = Math.max(0, start - PIECE);
    const piece = Buffer.alloc(start - from);
    const { bytesRead } = await handle.read(piece, 0, piece.length, from);
    if (bytesRead !== piece.length) throw new AccessLogFailure('The access log was cut while it was read.');
    tail = Buffer.concat([piece, tail]);
    start = from;
    const isEnded = tail.at(-1) === LINE_FEED;
    const line = isEnded ? tail.subarray(0, -1) : tail;
    const feed = line.lastIndexOf(LINE_FEED);
    if (feed >= 0 || start === 0) return { bytes: line.subarray(feed + 1), isEnded };
  }
  return undefined;
};
