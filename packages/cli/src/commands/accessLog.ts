import { type AccessLine, AccessLogFailure, readAccessLog, verifyAccessLog } from '@commission-ledger/audit';
import { accessLogWords } from '../audit/accessLogWords.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import type { GlobalOptions } from '../session.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** Checks an access log, and ends with 1 when it is not as it was written. */
export const accessLogVerify = async (
  terminal: Terminal,
  { json, locale }: GlobalOptions,
  file: string,
  { kept }: Readonly<{ kept?: string }>,
): Promise<number> => {
  const report = await readable(() => verifyAccessLog(file, kept === undefined ? {} : { kept }));
  const say = accessLogWords[locale];
  const { verdict, lines, head, findings } = report;
  if (json === true) writeJson(terminal, report);
  else {
    terminal.out(`${verdict === 'sound' ? say.sound(lines) : say.notSound(findings.length)}\n`);
    if (findings.length > 0) {
      const columns = [{ heading: say.line, amounts: true }, { heading: say.problem }];
      const rows = findings.map((finding) => [`${finding.line}`, say.classes[finding.class]]);
      terminal.out(`\n${table(columns, rows, terminal)}`);
    } else if (head !== null) terminal.out(`${say.head(head)}\n${say.keep}\n`);
  }
  return verdict === 'sound' ? exitCode.done : exitCode.failed;
};

/** Lists what somebody asked for, or who asked about something. */
export const accessLogShow = async (
  terminal: Terminal,
  { json, locale }: GlobalOptions,
  file: string,
  asked: Readonly<{ actor?: string; subject?: string }>,
): Promise<number> => {
  const isAsked = ({ actor, subject }: AccessLine): boolean =>
    (asked.actor === undefined || actor === asked.actor) && (asked.subject === undefined || subject === asked.subject);
  const entries = await readable(async () => {
    const found: AccessLine[] = [];
    for await (const { entry } of readAccessLog(file)) if (entry !== undefined && isAsked(entry)) found.push(entry);
    return found;
  });
  const say = accessLogWords[locale];
  if (json === true) writeJson(terminal, entries);
  else if (entries.length === 0) terminal.out(`${say.none}\n`);
  else {
    const headings = [say.when, say.who, say.role, say.asked, say.about, say.outcome, say.given];
    const columns = headings.map((heading) => ({ heading }));
    terminal.out(table(columns, entries.map(rowOf), terminal));
  }
  return exitCode.done;
};

const rowOf = ({ at, actor, role, question, subject, outcome, handedOver }: AccessLine): readonly string[] => [
  at.slice(0, 19),
  actor,
  role,
  question,
  subject ?? '',
  outcome,
  handedOver.map(({ what, count }) => `${count} ${what}`).join(', '),
];

const readable = async <Value>(work: () => Promise<Value>): Promise<Value> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AccessLogFailure) throw new CommandFailed(error.message, exitCode.usage);
    throw error;
  }
};
