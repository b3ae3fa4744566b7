import { type TimeZone, timeZone } from '@commission-ledger/calendar';
import { eachProgram, partnerOf, type ProgramDocument } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { type Session, zoneOf } from '../session.ts';
import { shownSafely } from '../table.ts';

/** Which part of the history is asked for. */
export type AskedScope = Readonly<{
  program?: string | undefined;
  partner?: string | undefined;
  stream?: string | undefined;
}>;

/** Refuses a program, a partner or a stream that is not there: an answer about it would be empty, and look like a good one. */
export const checkScope = async (session: Session, { program, partner, stream }: AskedScope): Promise<void> => {
  if (program !== undefined || partner !== undefined) await session.catchUp();
  if (program !== undefined) {
    const known = (await programsOf(session)).map((each) => each.program);
    if (!known.includes(program)) throw absent('program', program, `Known: ${known.join(', ') || 'none'}.`);
  }
  if (partner !== undefined && (await partnerOf(session.documents, partner)) === undefined)
    throw absent('partner', partner, 'Give the id; commission-ledger balance --json lists them.');
  if (stream !== undefined && (await isEmpty(session, stream)))
    throw absent('stream', stream, 'Give one as replay shows it in brackets, such as deal-d-1.');
};

const absent = (what: string, asked: string, hint: string): CommandFailed =>
  new CommandFailed(`There is no ${what} ${shownSafely(asked.slice(0, 80))} here. ${hint}`, exitCode.usage);

const isEmpty = async ({ events }: Session, stream: string): Promise<boolean> => {
  for await (const _ of events.readStream(stream)) return false;
  return true;
};

/** The time zone in which days are meant: that of the program, or of all programs; UTC where there is none, or several. */
export const auditZone = async (session: Session, program?: string): Promise<TimeZone> => {
  await session.catchUp();
  const all = await programsOf(session);
  const [first, ...others] = all.filter((each) => (program ?? each.program) === each.program);
  const isOne = first !== undefined && others.every((each) => each.timeZone === first.timeZone);
  return isOne ? zoneOf(first) : utc();
};

const utc = (): TimeZone => {
  const zone = timeZone('UTC');
  if (E.isRight(zone)) return zone.right;
  throw new TypeError('Every runtime knows UTC.');
};

const programsOf = async ({ documents }: Session): Promise<readonly ProgramDocument[]> => {
  const all: ProgramDocument[] = [];
  for await (const program of eachProgram(documents)) all.push(program);
  return all;
};
