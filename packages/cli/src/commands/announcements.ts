import { dateOf } from '@commission-ledger/calendar';
import { type AnnouncementRow, instantIn } from '@commission-ledger/projections';
import type { CommandContext } from '../commandContext.ts';
import { exitCode } from '../exitCode.ts';
import { type InquiryWords, inquiryWords } from '../inquiryWords.ts';
import { writeJson } from '../json.ts';
import { programFor, valueOf, zoneOf } from '../session.ts';
import { table } from '../table.ts';

/** So many of those who have not read it are named. */
const MOST_NAMES = 5;

/** What a program told its partners, the latest first: who has read it, and who has not yet. */
export const announcements = async (
  context: CommandContext,
  asked: Readonly<{ program?: string }>,
): Promise<number> => {
  const { session, terminal, options, words } = context;
  await session.catchUp();
  const program = await programFor(session, asked.program);
  const rows = valueOf(await session.ledger.announcements({ program: program.program }));
  if (options.json === true) writeJson(terminal, rows.map(flat));
  else if (rows.length === 0) terminal.out(`${words.nothing}\n`);
  else {
    const say = inquiryWords[options.locale];
    const heads = [say.announcement, say.published, say.title, say.audience, say.read, say.waitingFor];
    const told = rows.map((row) => [
      row.announcement,
      dateOf(instantIn(row.occurredAt), zoneOf(program)),
      row.title[options.locale] ?? row.title.en,
      audienceText(row, say),
      readText(row, say),
      waitingText(row, say),
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

const audienceText = ({ audience }: AnnouncementRow, say: InquiryWords): string => {
  if (audience === 'everyone') return say.everyone;
  return 'plans' in audience ? say.plans(audience.plans) : say.named(audience.partners.length);
};

const readText = ({ acknowledgement, audienceNow }: AnnouncementRow, say: InquiryWords): string =>
  acknowledgement === 'asked'
    ? say.of(audienceNow.filter(({ readAt }) => readAt !== null).length, audienceNow.length)
    : say.notAsked;

const waitingText = ({ waitingFor }: AnnouncementRow, say: InquiryWords): string => {
  const names = waitingFor.slice(0, MOST_NAMES).map(({ name }) => name);
  const more = waitingFor.length - names.length;
  return [names.join(', '), ...(more > 0 ? [say.more(more)] : [])].join(' ');
};

const flat = ({ audienceNow, waitingFor, ...row }: AnnouncementRow) => ({
  ...row,
  readers: audienceNow,
  waitingFor: waitingFor.map(({ partner, name }) => ({ partner, name })),
});
