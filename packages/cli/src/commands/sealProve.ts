import type { StoredEvent } from '@commission-ledger/event-store';
import { isStreamName } from '@commission-ledger/events';
import { entryKinds, referenceTo } from '@commission-ledger/projections';
import {
  checkProof,
  describeNoProof,
  type NoProof,
  parseVerifierKey,
  type ProofDocument,
  proveConsistency,
  proveEvent,
  proveStream,
  type RecordedSeal,
  sealsOf,
} from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import { provedText } from '../audit/provedText.ts';
import { sealedOr } from '../audit/sealedOr.ts';
import { sealWords } from '../audit/sealWords.ts';
import { writeOut } from '../audit/writeOut.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { shownSafely } from '../table.ts';

/** Where the proof goes. */
export type ProofOptions = Readonly<{ out?: string; force?: boolean }>;

/** Proves that something is in what was sealed last. */
export const sealProve = async (context: CommandContext, id: string, asked: ProofOptions): Promise<number> => {
  const { session, options } = context;
  const place = { store: session.events, ledger: options.ledger };
  const isWanted = await wantedBy(context, id);
  const proof: E.Either<NoProof, ProofDocument> =
    isWanted === undefined ? await proveStream(place, id) : await proveEvent(place, isWanted);
  return show(context, proofOr(proof), asked);
};

/** Proves that one seal continues another. */
export const sealConsistency = async (
  context: CommandContext,
  given: readonly [string, string],
  asked: ProofOptions,
): Promise<number> => {
  const { session, options } = context;
  const [a, b] = given.map(sizeIn);
  const place = { store: session.events, ledger: options.ledger };
  return show(context, proofOr(await proveConsistency(place, [a ?? 0, b ?? 0])), asked);
};

const sizeIn = (text: string): number => {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new CommandFailed(
    'Name each seal by how many events it covers, as commission-ledger seals lists it.',
    exitCode.usage,
  );
};

const proofOr = <A>(outcome: E.Either<NoProof, A>): A => {
  if (E.isLeft(outcome)) throw new CommandFailed(describeNoProof(outcome.left));
  return outcome.right;
};

/** Which event is meant; `undefined` when it is the end of a stream. */
const wantedBy = async (
  context: CommandContext,
  id: string,
): Promise<((event: StoredEvent) => boolean) | undefined> => {
  const [, stream, revision] = /^(.+)@(\d{1,15})$/.exec(id) ?? [];
  if (stream !== undefined) return (event) => event.stream === stream && event.revision === Number(revision);
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return (event) => event.id === id;
  const found = await eventOfEntry(context, id);
  if (found !== undefined) return (event) => event.id === found;
  if (isStreamName(id)) return undefined;
  throw new CommandFailed(
    `There is nothing with the id ${shownSafely(id.slice(0, 80))} here. Give the id of an event, an accrual or other entry, a payout, or a stream such as account-acme.orion.EUR.`,
  );
};

const KINDS = [...entryKinds, 'payout'] as const;

/** The id of the event that recorded the entry. */
const eventOfEntry = async ({ session }: CommandContext, id: string): Promise<string | undefined> => {
  await session.catchUp();
  for (const kind of KINDS) {
    const found = await referenceTo(session.documents, kind, id);
    if (found !== undefined) return found.event.id;
  }
  return undefined;
};

/** The proof as JSON, and in words what it proves: beside it when it is printed, so that it can be sent on. */
const show = async (context: CommandContext, proof: ProofDocument, { out, force }: ProofOptions): Promise<number> => {
  const { terminal, options } = context;
  const words = `${provedText(await ownProof(context, proof), options.locale)}\n`;
  if (out === undefined) {
    writeJson(terminal, proof);
    if (options.json !== true) terminal.err(words);
    return exitCode.done;
  }
  await writeOut(out, [`${JSON.stringify(proof, null, 2)}\n`], { force: force === true });
  if (options.json === true) writeJson(terminal, { out, ...proof });
  else terminal.out(`${words}${shownSafely(sealWords[options.locale].written(out))}\n`);
  return exitCode.done;
};

/** What the proof shows to those who trust the keys that the ledger itself names. */
const ownProof = async ({ session, options }: CommandContext, proof: ProofDocument) => {
  const seals: readonly RecordedSeal[] = sealedOr(await sealsOf(session.events, options.ledger));
  const keys = seals.flatMap(({ key }) => {
    const parsed = parseVerifierKey(key);
    return E.isLeft(parsed) ? [] : [parsed.right];
  });
  const proved = checkProof(proof, keys);
  if (E.isLeft(proved)) throw new Error('What was proved a moment ago proves nothing.');
  return proved.right;
};
