import { type Instant, RecordedInstantCodec, instantAt, startOfDay } from '@commission-ledger/calendar';
import { type Digest, digestHtml, digestMessage, digestOf, digestText } from '@commission-ledger/digest';
import {
  type DocumentStore,
  allProjections,
  asOf,
  describeProjectionFailure,
  endOfDay,
  recordedForm,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { dayOf, partnerFor, programFor, zoneOf } from '../session.ts';

/** Whose digest, of which days, and how it is written. */
export type DigestOptions = Readonly<{
  program?: string;
  partner: string;
  from: string;
  until?: string;
  format: 'text' | 'html' | 'message' | 'json';
}>;

/** What was recorded about a partner from the beginning of one day to the end of another, or until now. */
export const digest = async (context: CommandContext, asked: DigestOptions): Promise<number> => {
  const { session, terminal, options } = context;
  await session.catchUp();
  const program = await programFor(session, asked.program);
  const { partner } = await partnerFor(session, asked.partner);
  const zone = zoneOf(program);
  const now = instantAt(terminal.clock());
  const from = startOfDay(dayOf(asked.from), zone);
  const to = asked.until === undefined ? now : endOfDay(dayOf(asked.until), zone);
  checkWindow({ from, to, now }, asked);
  const documents = asked.until === undefined ? session.documents : await knownAt(context, to);
  const found = await digestOf(documents, { program: program.program, partner, from, to });
  if (found === undefined) throw new CommandFailed(`Nothing was known of ${partner} by ${asked.until ?? to}.`);
  terminal.out(written(found, options.json === true ? 'json' : asked.format, { ...options, lastDay: asked.until }));
  return exitCode.done;
};

/** Read models as they stood then, so that also what is coming is the same whenever it is asked for. */
const knownAt = async ({ session }: CommandContext, known: Instant): Promise<DocumentStore> => {
  const recorded = RecordedInstantCodec.decode(recordedForm(known));
  if (E.isLeft(recorded)) throw new Error('An instant has a form in which it is recorded.');
  const past = await asOf({ store: session.events, projections: allProjections, known: recorded.right });
  if (E.isLeft(past)) throw new CommandFailed(describeProjectionFailure(past.left));
  return past.right;
};

/** The same days give the same digest, so the last of them must be over. */
const checkWindow = (
  { from, to, now }: Readonly<Record<'from' | 'to' | 'now', Instant>>,
  asked: DigestOptions,
): void => {
  if (to > now)
    throw new CommandFailed(
      `${asked.until} is not over yet. Leave out --until for everything up to now.`,
      exitCode.usage,
    );
  if (from >= to) throw new CommandFailed(`--from ${asked.from} is not before the end of the digest.`, exitCode.usage);
};

type Shown = Readonly<{ locale: 'en' | 'ru'; lastDay: string | undefined }>;

/** The digest ends as the next day begins; people are told the last day that is in it. */
const written = (found: Digest, format: DigestOptions['format'], { locale, lastDay }: Shown): string => {
  const shown = lastDay === undefined ? found : { ...found, toDay: dayOf(lastDay) };
  switch (format) {
    case 'text':
      return digestText(shown, locale);
    case 'html':
      return digestHtml(shown, locale);
    case 'message':
      return `${digestMessage(found, locale)}\n`;
    case 'json':
      return `${JSON.stringify(found, null, 2)}\n`;
  }
};
