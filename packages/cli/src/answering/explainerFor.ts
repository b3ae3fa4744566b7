import {
  dateOf,
  epochMsOf,
  type Instant,
  instant,
  instantAt,
  type LocalDate,
  localDate,
  RecordedInstantCodec,
  type RecordedInstant,
  type TimeZone,
} from '@commission-ledger/calendar';
import {
  createExplainer,
  explainerAsOf,
  proverAsKnown,
  referencesIn,
  type Explainer,
  type Past,
  type Prover,
} from '@commission-ledger/explainer';
import { describeProjectionFailure, eachProgram, endOfDay, recordedForm } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { dayOf, type Session, zoneOf } from '../session.ts';
import type { AnswerOptions } from './answerOptions.ts';

/** As of when somebody asks. */
type AskedPast = Pick<AnswerOptions, 'asOf' | 'knownAt'>;

/**
 * The explainer that a question is put to, over read models that are up to date; as of an earlier day, the whole history
 * is read for it.
 */
export const explainerFor = async (
  { session }: Pick<CommandContext, 'session'>,
  asked: AskedPast,
): Promise<Explainer> => {
  const { asOf, knownAt } = asked;
  await session.catchUp();
  if (asOf === undefined && knownAt === undefined)
    return createExplainer({ store: session.events, documents: session.documents });
  const pasts = made.get(session) ?? new Map<string, Promise<Explainer>>();
  made.set(session, pasts);
  const key = `${asOf ?? ''} ${knownAt ?? ''}`;
  const before = pasts.get(key);
  if (before !== undefined) return before;
  const making = explainerThen(session, asked);
  pasts.set(key, making);
  return making;
};

/** What a payout or an entry is proved with: as far as it was known on an earlier day, without reading the whole history. */
export const proverFor = async ({ session }: Pick<CommandContext, 'session'>, asked: AskedPast): Promise<Prover> => {
  const { asOf, knownAt } = asked;
  if (knownAt === undefined || asOf !== undefined) return explainerFor({ session }, asked);
  await session.catchUp();
  const known = knownBy(knownAt, await onlyZone(session));
  return proverAsKnown({ store: session.events, references: referencesIn(session.documents), known });
};

/** An answer is asked for again when it is checked; the history is read for it once. */
const made = new WeakMap<Session, Map<string, Promise<Explainer>>>();

const explainerThen = async (session: Session, asked: AskedPast): Promise<Explainer> => {
  const past = await explainerAsOf({ store: session.events, ...(await pastFor(session, asked)) });
  if (E.isLeft(past)) throw new CommandFailed(describeProjectionFailure(past.left));
  return past.right;
};

/** Until when something had to have happened, or to be recorded, to be seen in an answer. */
export const pastFor = async (session: Session, { asOf, knownAt }: AskedPast): Promise<Past> => {
  if (asOf === undefined && knownAt === undefined) return {};
  const zone = await onlyZone(session);
  return {
    ...(asOf === undefined ? {} : { effective: endOfDay(dayTyped(asOf), zone) }),
    ...(knownAt === undefined ? {} : { known: knownBy(knownAt, zone) }),
  };
};

/** A date that is one, but of no year that is recorded, is told apart from what is no date. */
const dayTyped = (asked: string): LocalDate => {
  const date = localDate(asked);
  if (E.isLeft(date) && date.left.reason === 'outside 1900-2999') throw outside(asked);
  return dayOf(asked);
};

const outside = (asked: string): CommandFailed =>
  new CommandFailed(`${asked} is outside of what a ledger records. Give a day from 1900 to 2999.`, exitCode.usage);

/** The last moment of a day that somebody typed, or the moment itself. */
const knownBy = (asked: string, zone: TimeZone): RecordedInstant => {
  const moment = instant(asked);
  if (E.isRight(moment)) return recorded(recordedForm(moment.right));
  return lastMomentBefore(endOfDay(dayTyped(asked), zone));
};

const lastMomentBefore = (end: Instant): RecordedInstant =>
  recorded(`${new Date(epochMsOf(end) - 1).toISOString().slice(0, -1)}999Z`);

const recorded = (text: string): RecordedInstant => {
  const read = RecordedInstantCodec.decode(text);
  if (E.isLeft(read)) throw outside(text);
  return read.right;
};

/** Days are those of the programs; of several in different zones, a day does not say which moment is meant. */
const onlyZone = async (session: Session): Promise<TimeZone> => {
  const [zone, ...others] = await zonesOf(session);
  if (zone === undefined) throw new CommandFailed('This store has no program yet. Run commission-ledger init first.');
  if (others.length === 0) return zone;
  throw new CommandFailed(
    `The programs of this store are in several time zones: ${[zone, ...others].join(', ')}. A day is not the same in all of them, so nothing can be asked as of a day.`,
    exitCode.usage,
  );
};

const zonesOf = async ({ documents }: Session): Promise<readonly TimeZone[]> => {
  const zones = new Map<string, TimeZone>();
  for await (const program of eachProgram(documents)) zones.set(program.timeZone, zoneOf(program));
  return [...zones.values()];
};

/**
 * The day that an answer is for: the earlier of those asked for; without them, today. `undefined` where that is not the
 * same day everywhere.
 */
export const dayOfQuestion = async (
  { session, terminal }: Pick<CommandContext, 'session' | 'terminal'>,
  { asOf, knownAt }: AskedPast,
): Promise<LocalDate | undefined> => {
  const now = instantAt(terminal.clock());
  const dayIn = (zone: TimeZone): LocalDate => {
    const days = [asOf, knownAt].flatMap((asked) => (asked === undefined ? [] : [dayAt(asked, zone)]));
    return days.toSorted()[0] ?? dateOf(now, zone);
  };
  const [day, ...others] = new Set((await zonesOf(session)).map(dayIn));
  return others.length === 0 ? day : undefined;
};

/** A moment is a day only somewhere. */
const dayAt = (asked: string, zone: TimeZone): LocalDate => {
  const moment = instant(asked);
  return E.isRight(moment) ? dateOf(moment.right, zone) : dayTyped(asked);
};
