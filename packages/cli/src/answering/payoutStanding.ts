import { dateOf } from '@commission-ledger/calendar';
import type { Explanation, Line } from '@commission-ledger/explainer';
import { localDay } from '@commission-ledger/locale';
import { type DocumentStore, entryOf, instantIn, payoutOf } from '@commission-ledger/projections';
import type { CommandContext } from '../commandContext.ts';
import { payoutStandingWords } from '../payoutStandingWords.ts';
import { asOfDay, programFor, zoneOf } from '../session.ts';
import { shownSafely } from '../table.ts';

/**
 * How it went on with a payout after it was booked, in a sentence: whether it arrived and when, or why not and where its
 * amounts are now. `undefined` for an amount that is no payout. By the read models, as of a day where one is given.
 */
export const payoutStanding = async (
  { session, terminal, options: { locale } }: CommandContext,
  { about, subject, lines: [first] }: Explanation,
  asOf: string | undefined,
): Promise<string | undefined> => {
  if (about.kind !== 'payout') return undefined;
  const known = await payoutOf(session.documents, subject);
  if (known === undefined) return undefined;
  const program = await programFor(session, known.program);
  const zone = zoneOf(program);
  const { documents } = await asOfDay(session, asOf, program, terminal);
  const payout = await payoutOf(documents, subject);
  if (payout === undefined) return undefined;
  const words = payoutStandingWords[locale];
  const reason = shownSafely(payout.reason ?? '');
  const day = (at: string): string => localDay(dateOf(instantIn(at), zone), locale);
  const ended = day(payout.resolvedAt ?? payout.issuedAt);
  switch (payout.status) {
    case 'issued':
      return words.onItsWay(localDay(payout.date, locale));
    case 'settled':
      return words.arrived(ended, shownSafely(payout.reference ?? ''));
    case 'voided':
      return words.calledOff(ended, reason, await paidSince(documents, first, day));
    case 'failed':
      return words.failed(ended, reason, await paidSince(documents, first, day));
  }
};

/** The payout that has the first line now; the others went with it. */
const paidSince = async (
  documents: DocumentStore,
  first: Line | undefined,
  day: (at: string) => string,
): Promise<Readonly<{ payout: string; arrived: string | undefined }> | undefined> => {
  const entry = first && (await entryOf(documents, first.kind, first.entry));
  const payout = entry?.payout == null ? undefined : await payoutOf(documents, entry.payout);
  if (payout === undefined) return undefined;
  const { payoutId, status, resolvedAt } = payout;
  return { payout: payoutId, arrived: status === 'settled' && resolvedAt !== null ? day(resolvedAt) : undefined };
};
