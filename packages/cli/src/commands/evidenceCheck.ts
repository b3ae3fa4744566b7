import { existsSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { checkPack, type PackedSeal, type PackReport } from '@commission-ledger/audit';
import { type EvidenceWords, evidenceWords } from '../audit/evidenceWords.ts';
import { packIn } from '../audit/evidenceOut.ts';
import { noteIn } from '../audit/noteIn.ts';
import { textOf, verifierKeysIn } from '../audit/keyFiles.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import type { GlobalOptions } from '../session.ts';
import { jsonFile } from './init.ts';
import { shownSafely } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** What came by another way than the pack. */
export type EvidenceCheckOptions = Readonly<{
  key?: string;
  note?: readonly string[];
  origin?: string;
  manifest?: string;
}>;

/** Checks a pack in a folder. */
export const evidenceCheck = async (
  terminal: Terminal,
  options: GlobalOptions,
  folder: string,
  { key, note = [], origin, manifest }: EvidenceCheckOptions,
): Promise<number> => {
  const found = await lstat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true)
    throw new CommandFailed(`${shownSafely(folder)} is no folder. Unpack the zip and give its folder.`, exitCode.usage);
  if (!existsSync(path.join(folder, 'manifest.json')))
    throw new CommandFailed(
      `${shownSafely(folder)} is no pack: manifest.json is not there. Unpack the zip and give its folder.`,
      exitCode.usage,
    );
  if (manifest !== undefined && !/^[0-9a-f]{64}$/i.test(manifest))
    throw new CommandFailed('--manifest is a SHA-256: 64 hexadecimal digits.', exitCode.usage);
  const report = await checkPack(packIn(folder), {
    ...(key === undefined ? {} : { keys: await verifierKeysIn(key) }),
    kept: await Promise.all(note.map(async (file) => noteIn(await textOf(file)))),
    ...(manifest === undefined ? {} : { manifest: manifest.toLowerCase() }),
  });
  // All seals of a sound pack are about what its manifest names.
  if (report.verdict === 'sound' && origin !== undefined) await checkOrigin(folder, origin);
  if (options.json === true) writeJson(terminal, report);
  else terminal.out(reportText(report, options));
  return report.verdict === 'sound' ? exitCode.done : exitCode.failed;
};

const checkOrigin = async (folder: string, origin: string): Promise<void> => {
  const manifest: unknown = await jsonFile(path.join(folder, 'manifest.json'));
  const found: unknown =
    typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'origin') : undefined;
  if (found !== origin)
    throw new CommandFailed(
      `The pack is about ${shownSafely(String(found).slice(0, 200))}, not about ${shownSafely(origin)}.`,
    );
};

const reportText = (report: PackReport, { locale }: GlobalOptions): string => {
  const say = evidenceWords[locale];
  const { asked, counts, findings, notChecked, seals, unsealed } = report;
  const found = findings.map(({ class: kind, file, line, problem, advice }) => {
    const where = line === null ? file : `${file}, ${say.line(line)}`;
    return `- ${say.classes[kind]}: ${where}. ${problem} ${advice}\n`;
  });
  return [
    `${verdictText(report, say)}\n`,
    ...found.map(shownLine),
    ...(asked === null ? [] : [shownLine(say.asked(asked))]),
    `${say.contents(counts.events, counts.streams, counts.files + 1)}\n`,
    ...seals.map((seal) => `${say.seal(seal.size, signatureText(seal, say))}\n`),
    `${say.manifestHash} ${report.manifest}\n`,
    `\n${say.notChecked}\n`,
    ...notChecked.map((each) => `- ${say.unknown(each, unsealed, asked?.scope.kind === 'partners')}\n`),
  ].join('');
};

/** Whoever made the pack could have made up the seals in it too: alone they are nothing from outside. */
const verdictText = ({ verdict, comparedWith }: PackReport, say: EvidenceWords): string =>
  verdict === 'sound' && comparedWith.every((each) => each === 'seals') ? say.noBreak : say.verdicts[verdict];

const signatureText = ({ signature, roots }: PackedSeal, say: EvidenceWords): string =>
  roots === 'differ' && (signature === 'pinned' || signature === 'first-seal')
    ? say.doesNotFit
    : say.signatures[signature];

const shownLine = (line: string): string => `${shownSafely(line.trimEnd())}\n`;
