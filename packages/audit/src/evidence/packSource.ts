import type { StoredEvent } from '@commission-ledger/event-store';
import { type Frame, canonicalJson, parseFrame } from '@commission-ledger/events';
import type { HistorySource } from '../verify/historySource.ts';

/** An unpacked pack: its files by their paths in it, with `/`. */
export type PackSource = Readonly<{
  /** The paths of all files. */
  list: () => Promise<readonly string[]>;
  /** The bytes of a file; of one that is not there, none. */
  read: (path: string) => AsyncIterable<Uint8Array>;
}>;

/** The whole of a small file as text. */
export const textOf = async (pack: PackSource, path: string): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of pack.read(path)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

/** What a small JSON file of a pack holds; `undefined` unless it is canonical JSON and a line feed. */
export const jsonOf = async (pack: PackSource, path: string): Promise<unknown> => {
  const text = await textOf(pack, path);
  try {
    const value: unknown = JSON.parse(text);
    return `${canonicalJson(value)}\n` === text ? value : undefined;
  } catch {
    return undefined;
  }
};

/** The lines of a file, without their line feeds. A last line without one is not lost. */
export async function* linesOf(pack: PackSource, path: string): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  for await (const chunk of pack.read(path)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

/** A line of `events.ndjson`: its number from 1 on, its text, and its frame, or what keeps it from being one. */
export type EventLine = Readonly<{ line: number; body: string; frame: Frame | string }>;

/** The events of a pack, one after the other. */
export async function* eventLines(pack: PackSource): AsyncGenerator<EventLine, void, undefined> {
  let line = 0;
  for await (const body of linesOf(pack, 'events.ndjson')) {
    line += 1;
    yield { line, body, frame: parseFrame(body) };
  }
}

/** The event as a store would give it. What is no frame keeps its text, so that whoever checks it finds that out. */
export const storedFrom = ({ line, body, frame }: EventLine): StoredEvent => {
  const position = BigInt(line - 1);
  if (typeof frame === 'string') return { position, body, stream: '', revision: 0, id: '', type: '' };
  const { stream, revision, id, type } = frame;
  return { position, body, stream, revision, id, type };
};

const PAGE_SIZE = 500;

/** The events of a pack as a history that is read from its beginning to its end. */
export const historyIn = (pack: PackSource): HistorySource => {
  let [lines, at] = [eventLines(pack), -1n];
  return {
    readAll: async ({ after, limit }) => {
      const from = after ?? -1n;
      if (from < at || after === undefined) [lines, at] = [eventLines(pack), -1n];
      const events: StoredEvent[] = [];
      while (events.length < Math.min(limit, PAGE_SIZE)) {
        const next = await lines.next();
        if (next.done === true) return { events, next: events.at(-1)?.position ?? after, atEnd: true };
        const stored = storedFrom(next.value);
        at = stored.position;
        if (at > from) events.push(stored);
      }
      return { events, next: at, atEnd: false };
    },
  };
};
