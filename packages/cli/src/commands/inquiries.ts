import { instantAt } from '@commission-ledger/calendar';
import { type InquiryRow, instantIn, programOf } from '@commission-ledger/projections';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { type InquiryWords, inquiryWords } from '../inquiryWords.ts';
import { writeJson } from '../json.ts';
import { leadWords, minutesText } from '../leadWords.ts';
import { localMoment } from '../localMoment.ts';
import { programFor, scopeFor, valueOf, zoneOf } from '../session.ts';
import { shownSafely, table } from '../table.ts';

/** Which inquiries: without a word, all that are not resolved. */
export type InquiriesOptions = Readonly<{ program?: string; partner?: string; overdue?: boolean; all?: boolean }>;

/** The inquiries that wait, the longest open first; with `overdue`, those for which the program is late. */
export const inquiries = async (context: CommandContext, asked: InquiriesOptions): Promise<number> => {
  const { session, terminal, options } = context;
  await session.catchUp();
  if (asked.overdue === true && asked.all === true)
    throw new CommandFailed('Give either --overdue or --all: what is resolved is never overdue.', exitCode.usage);
  const program = await programFor(session, asked.program);
  const scope = await scopeFor(session, { program, partner: asked.partner });
  const { ledger } = session;
  const rows = valueOf(
    asked.overdue === true
      ? await ledger.overdueInquiries(scope)
      : await ledger.inquiries({ ...scope, ...(asked.all === true ? { status: 'all' } : {}) }),
  );
  const say = inquiryWords[options.locale];
  if (options.json === true) writeJson(terminal, rows);
  else if (rows.length === 0) terminal.out(`${asked.overdue === true ? say.noneOverdue : say.none}\n`);
  else {
    const zone = zoneOf(program);
    const heads = [say.inquiry, say.partner, say.kind, say.about, say.status, say.assignee, say.since, say.waits];
    const told = rows.map((row) => [
      row.inquiry,
      row.partnerName,
      say.kinds[row.kind],
      aboutText(row, say),
      say.statuses[row.status],
      row.assignee ?? say.nobody,
      localMoment(instantIn(row.thread[0]?.occurredAt ?? ''), zone),
      waitText(row, zone, options.locale),
    ]);
    terminal.out(
      table(
        heads.map((heading) => ({ heading })),
        told,
        terminal,
      ),
    );
  }
  return exitCode.done;
};

/** One inquiry with everything that was said. */
export const inquiry = async (context: CommandContext, id: string): Promise<number> => {
  const { session, terminal, options } = context;
  const found = valueOf(await session.ledger.inquiry(id, instantAt(terminal.clock())));
  const program = found && (await programOf(session.documents, found.program));
  if (found === undefined || program === undefined)
    throw new CommandFailed(
      `There is no inquiry ${shownSafely(id.slice(0, 64))} here. List them with commission-ledger inquiries --all.`,
    );
  if (options.json === true) writeJson(terminal, found);
  else terminal.out(threadText(found, zoneOf(program), options.locale));
  return exitCode.done;
};

type Locale = keyof typeof inquiryWords;

const threadText = (row: InquiryRow, zone: string, locale: Locale): string => {
  const say = inquiryWords[locale];
  const clocks = row.clocks.map((clock) => clockText(clock, zone, locale));
  const head: readonly (readonly [string, string])[] = [
    [say.inquiry, row.inquiry],
    [say.partner, row.partnerName],
    [say.kind, say.kinds[row.kind]],
    [say.about, aboutText(row, say)],
    [say.status, say.statuses[row.status]],
    [say.assignee, row.assignee ?? say.nobody],
    ...clocks.map((clock, index) => [index === 0 ? say.promised : '', clock] as const),
  ];
  const width = Math.max(...head.map(([label]) => label.length));
  return [
    ...head.map(([label, told]) => `${label.padEnd(width)}  ${told}`),
    ...row.thread.flatMap((message) => ['', ...messageLines(message, zone, say)]),
    '',
  ]
    .map(shownSafely)
    .join('\n');
};

const messageLines = (
  { kind, occurredAt, by, to, outcome, text }: InquiryRow['thread'][number],
  zone: string,
  say: InquiryWords,
): readonly string[] => {
  const head = [
    localMoment(instantIn(occurredAt), zone),
    `${say.messages[kind]}${outcome === null ? '' : `: ${say.outcomes[outcome]}`}`,
    ...(to === null ? [] : [say.to(to)]),
    ...(by === null ? [] : [say.by(by)]),
  ];
  return [head.join(' '), ...text.split('\n').map((line) => `  ${line}`)];
};

const aboutText = ({ about }: InquiryRow, say: InquiryWords): string => `${say.subjects[about.kind]} ${about.id}`;

/** What the program owes an answer to now. */
const waitText = ({ clocks }: InquiryRow, zone: string, locale: Locale): string =>
  clocks
    .filter(({ stopped }) => stopped === null)
    .slice(0, 1)
    .map((clock) => clockText(clock, zone, locale))
    .join('');

const clockText = (
  { what, due, stopped, status, lateByMinutes }: InquiryRow['clocks'][number],
  zone: string,
  locale: Locale,
) => {
  const say = inquiryWords[locale];
  const late = minutesText(lateByMinutes, leadWords[locale]);
  const at = (moment: typeof due): string => localMoment(moment, zone);
  if (stopped === null)
    return status === 'running' ? say.dueBy(say.clocks[what], at(due)) : say.lateFor(say.clocks[what], at(due), late);
  return status === 'met' ? say.metBy(say.clocks[what], at(stopped)) : say.missed(say.clocks[what], late);
};
