import type { AnnouncementReader, AnnouncementRow } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer } from './reaching.ts';
import type { Within } from './within.ts';

/** The announcements for any partner within the scope, with those alone who are within it. */
export const announcementsWithin =
  (within: Within) =>
  async (answer: Answer<readonly AnnouncementRow[]>): Answer<readonly AnnouncementRow[]> => {
    const rows = await answer;
    if (E.isLeft(rows)) return rows;
    const shown = await Promise.all(rows.right.map((row) => shownWithin(within, row)));
    return E.right(shown.filter(({ audienceNow }) => audienceNow.length > 0));
  };

const shownWithin = async (within: Within, row: AnnouncementRow): Promise<AnnouncementRow> => {
  const audienceNow = await readersWithin(within, row.audienceNow);
  const waitingFor = await readersWithin(within, row.waitingFor);
  const named = row.audience !== 'everyone' && 'partners' in row.audience;
  const audience = named ? { partners: audienceNow.map(({ partner }) => partner) } : row.audience;
  return { ...row, audience, audienceNow, waitingFor };
};

const readersWithin = async (
  within: Within,
  readers: readonly AnnouncementReader[],
): Promise<readonly AnnouncementReader[]> => {
  const theirs = await Promise.all(readers.map(({ partner }) => within(partner)));
  return readers.filter((_, index) => theirs[index]);
};
