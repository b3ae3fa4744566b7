import { hash } from 'node:crypto';
import { type StoredEvent, StoreFailure } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import type { HistorySource } from './historySource.ts';
import { type JoinedData, type JoinSettings, type JoinedHistory, joinedHistory } from './joinedHistory.ts';
import { reportOf } from './reportOf.ts';
import { scanHistory } from './scanHistory.ts';
import { checkpointIn, sealDataOf } from './sealClaim.ts';
import type { VerifyFailure } from './verifyFailure.ts';
import type { VerifyOptions } from './verifyOptions.ts';
import type { VerifyReport } from './verifyReport.ts';
import { loadState, saveState } from './verifyState.ts';

/**
 * Verifies a whole history: that revisions have no gaps, that each event stands where its frame says, that each is linked
 * to the bytes of the one before it, that no id is there twice, that the seals are signed, say what is in them, grow, and
 * have the roots of the history, and that seals kept outside are part of it.
 *
 * It holds the end of each stream in memory and 12 to 24 bytes for each event, for the ids. An id is compared by 64 of its
 * bits first; where those are the same, the events are read again and compared as they are.
 *
 * Rejects with the StoreFailure of a store that cannot be reached; one that says its data are damaged is a finding.
 */
export const verifyHistory = async (options: VerifyOptions): Promise<E.Either<VerifyFailure, VerifyReport>> => {
  const { events, kept = [], resumeFrom } = options;
  const wrong = kept.findIndex((note) => checkpointIn(note) === undefined);
  if (wrong >= 0) return E.left({ _tag: 'NotANote', index: wrong });
  const loaded = resumeFrom === undefined ? undefined : loadState(resumeFrom);
  if (loaded !== undefined && E.isLeft(loaded)) return loaded;
  let cuts = sizesIn([...kept.map((note) => checkpointIn(note)?.size ?? 0), ...(await sealedSizes(options))]);
  let given = loaded !== undefined && (await isStillThere(events, loaded.right.data)) ? loaded.right : undefined;
  for (;;) {
    const pass = passOver(options, cuts);
    const start = given !== undefined && pass.answers(given) ? given.data : undefined;
    const passed = await pass.run(start);
    if (E.isLeft(passed)) return passed;
    const { history, damage } = passed.right;
    const data = history.data();
    // Seals that nobody announced: their roots are wanted too, so the history is read once more.
    const missed = data.seals
      .map((seal) => sealDataOf(seal)?.size ?? -1)
      .filter((size) => size >= 0 && size <= data.index && !data.roots.has(size));
    if (missed.length === 0 || damage !== undefined) {
      return E.right(await reportOf({ options, history, damage, readEarlier: start?.index ?? 0, source: events }));
    }
    cuts = sizesIn([...cuts, ...missed]);
    given = undefined;
  }
};

/** A state goes on only where its last event stands as it was read: else it is of another store, or that was changed. */
const isStillThere = async (
  { readAll, readStream }: HistorySource,
  { last, streams }: JoinedData,
): Promise<boolean> => {
  if (last === null) return true;
  const { stream, revision, id } = last;
  const position = BigInt(last.position);
  const number = streams.numberOf(stream);
  const isIt = (event: StoredEvent): boolean =>
    event.position === position && event.stream === stream && event.revision === revision && event.id === id;
  const isAsItWas = (event: StoredEvent | undefined): boolean =>
    event !== undefined &&
    number !== undefined &&
    isIt(event) &&
    hash('sha256', event.body) === streams.at(number).hash;
  if (readStream === undefined) return isAsItWas((await readAll({ after: position - 1n, limit: 1 })).events[0]);
  for await (const event of readStream(stream, { from: revision, limit: 1 })) return isAsItWas(event);
  return false;
};

/** A pass over the history, with the roots at these sizes. */
const passOver = (options: VerifyOptions, cuts: readonly number[]) => {
  const { events, leaves, form = 'bytes', scan = scanHistory(events), signal, onProgress } = options;
  const join: JoinSettings = { cuts, leaves };
  const settings = { form, leavesSha256: leaves === undefined ? null : hash('sha256', leaves) };
  return {
    answers: (given: Readonly<{ settings: typeof settings; data: JoinedData }>): boolean =>
      given.settings.form === form &&
      given.settings.leavesSha256 === settings.leavesSha256 &&
      cuts.every((cut) => cut > given.data.index || given.data.roots.has(cut)),
    run: async (start: JoinedData | undefined): Promise<E.Either<VerifyFailure, Passed>> => {
      const history = joinedHistory(join, start);
      const save = (): string => saveState(settings, history.data());
      const after = start?.last ? BigInt(start.last.position) : undefined;
      const from = { index: start?.index ?? 0, after, form, withHashes: leaves !== undefined, cuts };
      try {
        for await (const part of scan(from)) {
          if (signal?.aborted === true) return E.left({ _tag: 'Stopped', state: save() });
          history.join(part);
          await onProgress?.({ events: part.from + part.count, position: BigInt(part.last.position), save });
        }
        return E.right({ history, damage: undefined });
      } catch (error) {
        if (!(error instanceof StoreFailure) || error.reason._tag !== 'Corrupt') throw error;
        return E.right({ history, damage: error.reason.problem });
      }
    },
  };
};

type Passed = Readonly<{ history: JoinedHistory; damage: string | undefined }>;

/** The roots at the beginning are wanted as well: whatever is wrong may begin there. */
const sizesIn = (sizes: readonly number[]): readonly number[] =>
  [...new Set([0, ...sizes])].toSorted((one, other) => one - other);

/** How many events each seal in the ledger's own stream covers, as far as that can be told beforehand. */
const sealedSizes = async ({ events, ledger }: VerifyOptions): Promise<readonly number[]> => {
  if (ledger === undefined || events.readStream === undefined) return [];
  const sizes: number[] = [];
  try {
    for await (const { body } of events.readStream(`seal-${ledger}`)) {
      const size = sealDataOf({ body })?.size;
      if (size !== undefined) sizes.push(size);
    }
  } catch (error) {
    if (!(error instanceof StoreFailure) || error.reason._tag !== 'Corrupt') throw error;
  }
  return sizes;
};
