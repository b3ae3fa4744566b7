import { addDays, type Period, parsePeriod } from '@commission-ledger/calendar';
import { type AccountRef, accountOfStream } from '@commission-ledger/events';
import { entriesOfDeal, entryKinds } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { EntryKind } from '../../document/explanation.ts';
import type { Subject } from '../../document/reply.ts';
import type { ExplainFailure } from '../../reading/explainFailure.ts';
import { programZoneOf } from '../../reading/programZone.ts';
import type { Answer } from '../../reading/sources.ts';
import { explainPayout } from '../../why/explainPayout.ts';
import type { Asking } from '../asking.ts';
import { creditedFirst, dealSceneOf } from '../gates/dealScene.ts';
import { entriesSide, plansOf } from './entriesSide.ts';
import { entriesHappenedIn, entriesInStatement } from './monthEntries.ts';
import type { Side } from './side.ts';

/**
 * Explains one of two amounts: of a payout, an entry, the statement of a month, or all that a deal earned a partner; whose
 * part of the deal, unless said, is that of the partner who is credited with it first.
 */
export const sideOf = async (asking: Asking, subject: Subject, partner?: string): Answer<Side> => {
  switch (subject.kind) {
    case 'payout':
      return payoutSide(asking, subject);
    case 'entry':
      return entrySide(asking, subject);
    case 'statement':
      return statementSide(asking, subject, 'statement');
    case 'deal':
      return dealSide(asking, subject, partner);
    case 'account':
    case 'deferral':
    case 'lead':
    case 'payment':
    case 'plan':
    case 'partner':
      return unknown(subject);
  }
};

/** Nothing of that kind has that id. */
export const unknown = ({ id }: Subject): E.Either<ExplainFailure, never> =>
  E.left({ _tag: 'UnknownSubject', subject: id });

const payoutSide = async ({ sources }: Asking, subject: Subject): Answer<Side> => {
  if ((await sources.index.lookUp('payout', subject.id)) === undefined) return unknown(subject);
  const explained = await explainPayout(sources, subject.id);
  if (E.isLeft(explained)) return explained;
  const { issued, entries, charges, terms, program, root } = explained.right;
  return E.right({
    subject,
    partner: issued.data.partner,
    program,
    root,
    entries,
    charges,
    plans: [...new Map([terms, ...plansOf(entries)].map((plan) => [`${plan.plan}@${plan.version}`, plan])).values()],
    effective: issued.data.date,
    currency: issued.data.amount.currency,
  });
};

const entrySide = async ({ sources }: Asking, subject: Subject): Answer<Side> => {
  for (const kind of entryKinds) {
    const at = await sources.index.lookUp(kind, subject.id);
    if (at === undefined) continue;
    const account = accountOfStream(at.stream);
    if (account === undefined) return unknown(subject);
    const event = await sources.events.readAny(at);
    if (E.isLeft(event)) return event;
    const about = { subject, effective: event.right.data.occurredAt.slice(0, 10) };
    return entriesSide(sources, account, about, [{ kind, entry: subject.id }]);
  }
  return unknown(subject);
};

/**
 * The entries of a month: those of its statement, or those of what happened in it, in whichever statement they are.
 * Payouts that arrived are in neither: they are no reason why another amount was earned.
 */
export const statementSide = async (
  { documents, sources }: Asking,
  subject: Subject,
  which: 'statement' | 'happened',
): Answer<Side> => {
  const month = monthOf(subject);
  if (month === undefined) return unknown(subject);
  const { account, period } = month;
  if ((await sources.index.lookUp('program', account.program)) === undefined) return unknown(subject);
  const zone = await programZoneOf(sources, account.program);
  if (E.isLeft(zone)) return zone;
  const listed =
    which === 'statement'
      ? await entriesInStatement(documents, account, period)
      : await entriesHappenedIn(documents, account, period, zone.right);
  if (listed === undefined) return unknown(subject);
  return entriesSide(sources, account, { subject, effective: addDays(period.end, -1) }, listed);
};

/** Whose month it is, and which; `undefined` for what is no statement's id. */
export const monthOf = ({ id }: Pick<Subject, 'id'>): Readonly<{ account: AccountRef; period: Period }> | undefined => {
  const [account = '', month = '', ...more] = id.split('/');
  const [ref, period] = [accountOfStream(`account-${account}`), parsePeriod(month)];
  if (ref === undefined || E.isLeft(period) || period.right.unit !== 'month' || more.length > 0) return undefined;
  return { account: ref, period: period.right };
};

/** All that a deal earned a partner, with what was taken back of it. */
const dealSide = async ({ documents, sources }: Asking, subject: Subject, asked: string | undefined): Answer<Side> => {
  const scene = await dealSceneOf(sources, subject.id);
  if (E.isLeft(scene)) return scene;
  if (scene.right === undefined) return unknown(subject);
  const { program, amount, occurredAt } = scene.right.won.data;
  const partner = asked ?? creditedFirst(scene.right);
  if (partner === undefined) return unknown(subject);
  const listed: { kind: EntryKind; entry: string }[] = [];
  let currency: string | undefined;
  for await (const { kind, entry, account } of entriesOfDeal(documents, subject.id)) {
    if (account.partner !== partner || account.program !== program) continue;
    currency ??= account.currency;
    if (account.currency === currency) listed.push({ kind, entry });
  }
  const account = { program, partner, currency: currency ?? amount.currency };
  return entriesSide(sources, account, { subject, effective: occurredAt.slice(0, 10) }, listed);
};
