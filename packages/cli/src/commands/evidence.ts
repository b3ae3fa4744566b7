import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import {
  describeEvidenceFailure,
  evidencePack,
  type EvidencePeriod,
  type EvidenceRequest,
  type ExtraFile,
  type PackedEvidence,
  type PutFile,
  type Sampling,
} from '@commission-ledger/audit';
import { addDays, dateOf, instantAt, RecordedInstantCodec, startOfDay } from '@commission-ledger/calendar';
import { type ProgramDocument, eachProgram, recordedForm } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { pastFor } from '../answering/explainerFor.ts';
import { evidenceWords } from '../audit/evidenceWords.ts';
import { writePack, type WrittenPack } from '../audit/evidenceOut.ts';
import { whenStopped } from '../audit/whenStopped.ts';
import { journalFile } from '../audit/journalFile.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { progressBar } from '../progressBar.ts';
import { dayOf, partnerFor, programFor, zoneOf } from '../session.ts';
import { shownSafely } from '../table.ts';
import { version } from '../version.ts';

/** What goes into the pack, and where it goes. */
export type EvidenceOptions = Readonly<{
  out?: string;
  program?: string;
  partner?: readonly string[];
  from?: string;
  until?: string;
  knownAt?: string;
  sample: string;
  seed?: string;
  method: Sampling['method'];
  of: Sampling['what'];
  personal?: boolean;
  keys?: string;
  withJournals?: boolean;
}>;

/** Makes a pack of evidence. */
export const evidence = async (context: CommandContext, asked: EvidenceOptions): Promise<number> => {
  const { session, terminal, options } = context;
  const { out } = asked;
  if (out === undefined) throw usage('Say where the pack goes: --out pack.zip, or --out of a new folder.');
  const [ending] = /\.[a-z][a-z0-9]*$/i.exec(out) ?? [];
  if (ending !== undefined && ending !== '.zip')
    throw usage(
      `A pack is a zip or a folder, and no ${shownSafely(ending)}. Give --out pack.zip, or the name of a new folder.`,
    );
  await session.catchUp();
  const request = await requestFor(context, asked);
  const bar = progressBar(terminal, evidenceWords[options.locale].packing);
  const last = Number((await session.events.head())?.position ?? 0n);
  const { controller, end } = whenStopped();
  const goOn = (): void => {
    if (controller.signal.aborted) throw new CommandFailed('Stopped. Nothing was written.');
  };
  const onProgress = (read: number): void => {
    goOn();
    bar.show(read, Math.max(read, last));
  };
  const pack = async (put: PutFile): Promise<PackedEvidence> => {
    const packed = await evidencePack({ ...request, onProgress }, (file, content) => {
      goOn();
      return put(file, content);
    });
    if (E.isLeft(packed)) throw new CommandFailed(describeEvidenceFailure(packed.left));
    return packed.right;
  };
  const written = await writePack(out, pack).finally(() => {
    end();
    bar.end();
  });
  tell(context, out, written);
  return exitCode.done;
};

const usage = (message: string): CommandFailed => new CommandFailed(message, exitCode.usage);

const requestFor = async (context: CommandContext, asked: EvidenceOptions): Promise<EvidenceRequest> => {
  const { session, terminal, options } = context;
  if (asked.personal === true && asked.keys === undefined)
    throw usage('--personal needs the folder with the keys of personal data: --keys.');
  if (asked.withJournals === true && asked.knownAt !== undefined)
    throw usage('--with-journals writes the journals of now; leave out --known-at.');
  const known = asked.knownAt === undefined ? {} : await pastFor(session, { knownAt: asked.knownAt });
  return {
    ledger: options.ledger,
    store: session.events,
    documents: session.documents,
    scope: await scopeOf(context, asked),
    ...(await periodOf(context, asked)),
    ...known,
    madeAt: instantAt(terminal.clock()),
    software: { name: 'commission-ledger', version },
    samples: { what: asked.of, method: asked.method, seed: asked.seed ?? options.ledger, size: sizeOf(asked.sample) },
    verifier: await verifierText(),
    ...(asked.personal === true ? { personal: await reveal(asked.keys ?? '') } : {}),
    ...(asked.withJournals === true ? { extras: journals(context, asked) } : {}),
  };
};

/** Loaded only where it is asked for: nothing else here touches a key. */
const reveal = async (keys: string) => (await import('../audit/revealFrom.ts')).revealFrom(keys);

const scopeOf = async (
  { session }: CommandContext,
  { program: asked, partner: named }: EvidenceOptions,
): Promise<EvidenceRequest['scope']> => {
  if (named === undefined) return { kind: 'whole' };
  const { program } = await programFor(session, asked);
  const partners: string[] = [];
  for (const each of named) partners.push((await partnerFor(session, each)).partner);
  return { kind: 'partners', program, partners: [...new Set(partners)].toSorted() };
};

const periodOf = async (
  { session }: CommandContext,
  { program: asked, from, until }: EvidenceOptions,
): Promise<Readonly<{ period?: EvidencePeriod }>> => {
  if (from === undefined && until === undefined) return {};
  if (from === undefined || until === undefined) throw usage('Give the first and the last day: --from and --until.');
  const zone = zoneOf(await programFor(session, asked));
  const [first, last] = [dayOf(from), dayOf(until)];
  if (first > last) throw usage('--from is after --until.');
  const [start, end] = [startOfDay(first, zone), startOfDay(addDays(last, 1), zone)].map((at) =>
    RecordedInstantCodec.decode(recordedForm(at)),
  );
  if (start === undefined || end === undefined || E.isLeft(start) || E.isLeft(end))
    throw usage('Give days from 1900 to 2999.');
  return { period: { from: start.right, until: end.right } };
};

const sizeOf = (asked: string): number => {
  const size = /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : Number.NaN;
  if (Number.isNaN(size)) throw usage('--sample is a number from 1 on, such as 25.');
  return size;
};

/** The verifier comes with the package of audits, as a file that anybody can read. */
const verifierText = (): Promise<string> => {
  const home = path.dirname(createRequire(import.meta.url).resolve('@commission-ledger/audit/package.json'));
  return readFile(path.join(home, 'verifier', 'verify-evidence.mjs'), 'utf8');
};

async function* journals(context: CommandContext, asked: EvidenceOptions): AsyncGenerator<ExtraFile, void, undefined> {
  const { session, terminal } = context;
  const programs: ProgramDocument[] = [];
  if (asked.partner === undefined) for await (const each of eachProgram(session.documents)) programs.push(each);
  else programs.push(await programFor(session, asked.program));
  for (const program of programs) {
    const until = asked.until === undefined ? dateOf(instantAt(terminal.clock()), zoneOf(program)) : dayOf(asked.until);
    const query = { program: program.program, until, ...(asked.from === undefined ? {} : { from: dayOf(asked.from) }) };
    for (const partner of asked.partner ?? [undefined]) {
      const name = partner === undefined ? program.program : `${program.program}@${partner}`;
      const form = { format: 'hledger', assertions: 'end', beancount: '3' } as const;
      const pieces = await journalFile(context, form, program, {
        ...query,
        ...(partner === undefined ? {} : { partner }),
      });
      yield { path: `journal/${name}.journal`, content: bytesOf(pieces) };
    }
  }
}

async function* bytesOf(pieces: Awaited<ReturnType<typeof journalFile>>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of pieces) yield Buffer.from(piece);
}

const tell = (
  { terminal, options }: CommandContext,
  out: string,
  { packed: { manifest, written, sampled }, zip }: WrittenPack<PackedEvidence>,
): void => {
  const { counts, files, seal, known } = manifest;
  const sealed = seal === null ? 0 : Number(/\d+/.exec(seal)?.[0] ?? 0);
  // The record of the seal itself comes after what it covers, always.
  const unsealed = seal === null ? known.size : known.size - sealed - 1;
  if (options.json === true) {
    const hashes = { manifest: written.sha256, zip: zip?.sha256 ?? null };
    const contents = { events: counts.events, files: files.length + 1, sampled, seal, sealed, unsealed };
    writeJson(terminal, { schema: 'evidence-written/1', out, ...hashes, ...contents });
    return;
  }
  const say = evidenceWords[options.locale];
  terminal.out(`${shownSafely(say.wrote(out, counts.events, files.length + 1))}\n`);
  const { what, population, drawn } = sampled;
  terminal.out(
    `${population === 0 ? say.nothingToDraw[what](manifest.period !== null) : say.drawn[what](drawn, population)}\n`,
  );
  terminal.out(zip === null ? `${say.manifestHash} ${written.sha256}\n` : `${say.zipHash} ${zip.sha256}\n`);
  terminal.out(`\n${say.send}\n  ${say.sendHash}\n`);
  if (seal === null) terminal.out(`\n${say.noSeal}\n`);
  else terminal.out(`  ${say.sendKeys}\n`);
  if (seal !== null && unsealed > 0) terminal.out(`${say.unsealed(unsealed)}\n`);
  terminal.out(`${say.checkedBy}\n`);
};
