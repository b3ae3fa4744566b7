import { describeReplayFailure, replay, type ReplayEnd } from '@commission-ledger/audit';
import { instant, type Instant, type LocalDate, localDate } from '@commission-ledger/calendar';
import { readEvent } from '@commission-ledger/events';
import { endOfDay } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { shownSafely } from '../table.ts';
import { auditZone } from './auditScope.ts';
import { utcMoment } from './recordedMoment.ts';
import { replayEnd } from './replayEnd.ts';

/** Where a replay begins and ends, and the days that were typed for it, with the time zone in which they are meant. */
export type ReplayedPast = Readonly<{
  until?: ReplayEnd;
  effective?: Instant;
  from?: ReplayEnd;
  days: Readonly<{ until: LocalDate | undefined; effective: LocalDate | undefined; zone: string }>;
}>;

type Asked = Readonly<{ until?: string; asOf?: string; from?: string; program?: string }>;

/** Which part of the history somebody asked for; refused where there is no such part. */
export const pastAsked = async (context: CommandContext, asked: Asked): Promise<ReplayedPast> => {
  const { session } = context;
  let known: ReturnType<typeof auditZone> | undefined;
  const zone = () => (known ??= auditZone(session, asked.program));
  const from = asked.from === undefined ? undefined : await replayEnd(asked.from, { moment: 'first', zone });
  const until = asked.until === undefined ? undefined : await replayEnd(asked.until, { moment: 'last', zone });
  const effectiveDay = asked.asOf === undefined ? undefined : dayIn(asked.asOf);
  const effective =
    asked.asOf === undefined
      ? undefined
      : effectiveDay === undefined
        ? momentOf(asked.asOf)
        : endOfDay(effectiveDay, await zone());
  const past = {
    ...(until === undefined ? {} : { until: until.end }),
    ...(effective === undefined ? {} : { effective }),
    ...(from === undefined ? {} : { from: from.end }),
  };
  await checkBounds(context, past);
  return { ...past, days: { until: until?.day, effective: effectiveDay, zone: (await known) ?? 'UTC' } };
};

const usage = (message: string): CommandFailed => new CommandFailed(message, exitCode.usage);

const dayIn = (asked: string): LocalDate | undefined => {
  const date = localDate(asked);
  return E.isRight(date) ? date.right : undefined;
};

const momentOf = (asked: string): Instant => {
  const moment = instant(asked);
  if (E.isRight(moment)) return moment.right;
  throw usage(
    `'${shownSafely(asked.slice(0, 40))}' is neither a day nor a moment. Give such as 2017-06-30, or 2017-06-30T18:00:00Z.`,
  );
};

/** An event that is not there, an end before the beginning or before everything would show nothing, as if nothing was there. */
const checkBounds = async (
  { session }: CommandContext,
  { from, until }: Pick<ReplayedPast, 'from' | 'until'>,
): Promise<void> => {
  if (from !== undefined && until !== undefined && 'known' in from && 'known' in until && from.known > until.known)
    throw usage('--from is after --until.');
  if (until !== undefined && 'known' in until) await checkRecorded(session, until.known);
  if (![from, until].some((end) => end !== undefined && !('known' in end))) return;
  const bounds = { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
  for await (const row of replay({ store: session.events, ...bounds, types: [] })) {
    // Whatever else is wrong is told where it is, after what comes before it.
    if (E.isLeft(row) && row.left._tag !== 'Unreadable' && row.left._tag !== 'StoreFailed')
      throw usage(describeReplayFailure(row.left));
  }
};

const checkRecorded = async ({ events }: CommandContext['session'], by: string): Promise<void> => {
  const [first] = (await events.readAll({ after: undefined, limit: 1 })).events;
  const read = first && readEvent(first);
  if (read === undefined || E.isLeft(read) || read.right.recordedAt <= by) return;
  throw usage(
    `Nothing was recorded by ${utcMoment(by)}; the first event was recorded at ${utcMoment(read.right.recordedAt)}. Did you mean --as-of, what had happened by then?`,
  );
};
