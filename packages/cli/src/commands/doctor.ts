import type { SqliteExamination, SqliteFinding, examineSqlite } from '@commission-ledger/event-store-sqlite';
import { hashOf, parseFrame } from '@commission-ledger/events';
import { chainExamination } from '../chainExamination.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { fileWords } from '../fileWords.ts';
import { writeJson } from '../json.ts';
import { ledgerFile } from '../ledgerFile.ts';
import type { GlobalOptions } from '../session.ts';
import { storeAddress } from '../stores/storeAddress.ts';
import { shownSafely } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { examineServer } from './examineServer.ts';

/** A backup to hold the ledger against. */
export type DoctorOptions = Readonly<{ against?: string }>;

/** Reads all of the ledger's file, or asks its server, and says what is wrong; it ends with 1 when there is an error. */
export const doctor = async (
  terminal: Terminal,
  options: GlobalOptions,
  { against }: DoctorOptions,
): Promise<number> => {
  const address = storeAddress(options.store);
  if (address.kind === 'eventstoredb' && against === undefined) return examineServer(terminal, options, address);
  const { examineSqlite } = await import('@commission-ledger/event-store-sqlite');
  const file = ledgerFile(options);
  const backup = chainExamination();
  if (against !== undefined) await examineBackup(examineSqlite, against, backup);
  const chain = chainExamination(backup.heads());
  const examined = await examineSqlite(file, { onEvent: chain.meet });
  chain.end();
  const last = lastOf(examined);
  const findings = bySeverity([...chain.findings(), ...examined.findings, ...ahead(last, terminal)]);
  const isSound = findings.every(({ severity }) => severity !== 'error');
  if (options.json === true) {
    const { head: _head, checkpoints, findings: _findings, ...facts } = examined;
    const folded = [...checkpoints].map(([projection, { position }]) => ({ projection, position: `${position}` }));
    writeJson(terminal, { ...facts, streams: chain.streams(), last, checkpoints: folded, isSound, findings });
  } else terminal.out(textOf({ options, examined, streams: chain.streams(), last, findings }));
  return isSound ? exitCode.done : exitCode.failed;
};

/** A backup that is not sound itself tells nothing. */
const examineBackup = async (
  examine: typeof examineSqlite,
  path: string,
  chain: ReturnType<typeof chainExamination>,
): Promise<void> => {
  const { findings } = await examine(path, { onEvent: chain.meet });
  chain.end();
  const problem = [...chain.findings(), ...findings].find(({ severity }) => severity === 'error');
  if (problem === undefined) return;
  throw new CommandFailed(`The backup ${path} is not sound itself: ${problem.problem} Give another one.`);
};

type Last = Readonly<{
  stream: string;
  revision: number;
  id: string;
  position: string;
  hash: string;
  recordedAt: string | null;
}>;

const lastOf = ({ head }: SqliteExamination): Last | null => {
  if (head === undefined) return null;
  const { stream, revision, id, position, body } = head;
  const frame = parseFrame(body);
  const recordedAt = typeof frame === 'string' ? null : frame.recordedAt;
  return { stream, revision, id, position: `${position}`, hash: hashOf(body), recordedAt };
};

const SLACK_MS = 60_000;

/** Nothing depends on the clock but what people read: a wrong one is worth a word. */
const ahead = (last: Last | null, { clock }: Terminal): readonly SqliteFinding[] => {
  const recordedAt = last?.recordedAt;
  if (typeof recordedAt !== 'string' || Date.parse(recordedAt) <= clock() + SLACK_MS) return [];
  return [
    {
      severity: 'warning',
      check: 'clock',
      problem: `The last event was recorded at ${recordedAt}, which is in the future.`,
      advice: 'Set the clock of this machine, or find out which one was wrong when it was recorded.',
    },
  ];
};

const bySeverity = (findings: readonly SqliteFinding[]): readonly SqliteFinding[] =>
  (['error', 'warning', 'note'] as const).flatMap((severity) => findings.filter((each) => each.severity === severity));

type Told = Readonly<{
  options: GlobalOptions;
  examined: SqliteExamination;
  streams: number;
  last: Last | null;
  findings: readonly SqliteFinding[];
}>;

const textOf = ({ options, examined, streams, last, findings }: Told): string => {
  const say = fileWords[options.locale];
  const { bytes, freeBytes, engine, sqliteVersion, events } = examined;
  const facts = [
    [say.file, `${ledgerFile(options)} (${say.size(megabytes(bytes), megabytes(freeBytes))})`],
    [say.engine, `${engine}, SQLite ${sqliteVersion}`],
    [say.history, events === undefined || events === 0 ? say.nothing : say.events(events, streams)],
    ...(last === null
      ? []
      : [
          [say.lastEvent, say.recorded(last.stream, last.revision, last.recordedAt ?? '?')],
          [say.lastHash, last.hash],
        ]),
  ];
  const width = Math.max(...facts.map(([name = '']) => name.length)) + 2;
  const told = facts.map(([name = '', fact = '']) => `${name.padEnd(width)}${shownSafely(fact)}\n`).join('');
  const count = (severity: string): number => findings.filter((each) => each.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const listed = findings.map(
    ({ severity, check, problem, advice }) =>
      `${say.severity[severity]} (${check}): ${shownSafely(problem)}\n  ${shownSafely(advice)}\n`,
  );
  const verdict = errors + warnings === 0 ? say.sound : say.counted(errors, warnings);
  return `${told}\n${listed.join('')}${verdict}\n`;
};

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
