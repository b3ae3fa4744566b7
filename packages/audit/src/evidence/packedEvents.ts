import type { EventStore } from '@commission-ledger/event-store';
import { canonicalJson, type Frame } from '@commission-ledger/events';
import type { RecordedSeal } from '@commission-ledger/seals';
import { type ChainedHistory, chainedHistory } from './chainedHistory.ts';
import { PackStopped } from './evidenceFailure.ts';
import type { EvidenceRequest } from './evidenceRequest.ts';
import { pagesOf } from './historyUntil.ts';
import type { PackedFiles } from './packedFiles.ts';
import { type ScopedStreams, scopedStreams } from './scopedStreams.ts';

/** Where the events come from and go to. `meet` is called with each that is packed, in order. */
type Packing = Readonly<{
  store: EventStore;
  seals: readonly RecordedSeal[];
  files: PackedFiles;
  meet: (frame: Frame) => void;
  request: Pick<EvidenceRequest, 'scope' | 'ledger' | 'onProgress'>;
}>;

/** Writes the events, and of a scope before them the hashes of all. Gives the history as it was met. @throws PackStopped */
export const packEvents = async (packing: Packing): Promise<ChainedHistory> => {
  const history = chainedHistory(packing.seals);
  const { scope, ledger } = packing.request;
  if (scope.kind === 'whole') {
    await packing.files.write('events.ndjson', wholeLines(packing, history));
    history.end();
    return history;
  }
  const scoped = scopedStreams(scope, ledger);
  await packing.files.write('leaves.txt', leafLines(packing, history, scoped));
  history.end();
  await packing.files.write('events.ndjson', scopedLines(packing, history, await scoped.found(packing.store)));
  return history;
};

/**
 * How the streams of the history ended at each seal, as far as that changed since the seal before it: with the lines of
 * all seals up to one, the leaves of its head tree, in its order. Nothing is held but a line for each stream.
 *
 * @throws PackStopped
 */
export async function* headLines({
  store,
  seals,
}: Pick<Packing, 'store' | 'seals'>): AsyncGenerator<string, void, undefined> {
  const history = chainedHistory(seals);
  const sizes = new Set(seals.map(({ size }) => size));
  const changed = new Set<string>();
  for await (const page of pagesOf(store)) {
    for (const stored of page) {
      changed.add(history.meet(stored).frame.stream);
      const seal = history.size();
      if (!sizes.delete(seal)) continue;
      for (const stream of changed) yield `${canonicalJson({ ...history.endingOf(stream), seal })}\n`;
      if (sizes.size === 0) return;
      changed.clear();
    }
  }
}

async function* wholeLines(
  { store, meet, request }: Packing,
  history: ChainedHistory,
): AsyncGenerator<string, void, undefined> {
  for await (const page of pagesOf(store)) {
    for (const stored of page) {
      meet(history.meet(stored).frame);
      yield `${stored.body}\n`;
    }
    request.onProgress?.(history.size());
  }
}

async function* leafLines(
  { store, request }: Packing,
  history: ChainedHistory,
  scoped: ScopedStreams,
): AsyncGenerator<string, void, undefined> {
  for await (const page of pagesOf(store)) {
    for (const stored of page) {
      const { frame, hash } = history.meet(stored);
      scoped.meet(stored, frame);
      yield `${hash}\n`;
    }
    request.onProgress?.(history.size());
  }
}

/** The history is read again: what is packed must be what was met before. */
async function* scopedLines(
  { store, meet, request }: Packing,
  first: ChainedHistory,
  streams: ReadonlySet<string>,
): AsyncGenerator<string, void, undefined> {
  const again = chainedHistory([]);
  let read = first.size();
  for await (const page of pagesOf(store)) {
    for (const stored of page) {
      if (!streams.has(stored.stream)) continue;
      meet(again.meet(stored).frame);
      yield `${stored.body}\n`;
    }
    read += page.length;
    request.onProgress?.(read);
  }
  for (const stream of streams)
    if (again.endingOf(stream)?.head !== first.endingOf(stream)?.head)
      throw new PackStopped({ _tag: 'ChangedMeanwhile', stream });
}
