import { addDays, type LocalDate } from '@commission-ledger/calendar';
import { accountOfStream } from '@commission-ledger/events';
import { entriesOfDeal, entryKinds } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply, Subject } from '../../document/reply.ts';
import { programZoneOf } from '../../reading/programZone.ts';
import type { ReferenceKind } from '../../reading/references.ts';
import type { Answer } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import { dayOf } from '../../why/entryLines.ts';
import type { Asking } from '../asking.ts';
import { composeReply } from '../composeReply.ts';
import { creditedFirst, dealSceneOf } from '../gates/dealScene.ts';
import { planChangeRows } from './planChangeRows.ts';
import { versionUnder } from './planVersions.ts';
import { monthOf, unknown } from './sideOf.ts';

/** Whose amount it is, and on which day; found without a look at the amount. */
type Owned = Readonly<{ partner: string; program: string; on: LocalDate }>;

/** Whether both amounts are the partner's own. */
export const areOwn = async (asking: Asking, asked: Compared): Answer<boolean> => {
  const owners = await ownersOf(asking, asked);
  return E.map(({ a, b }: Owners) => a.partner === asked.asker && b.partner === asked.asker)(owners);
};

type Compared = Readonly<{ a: Subject; b: Subject; asker: string }>;
type Owners = Readonly<{ a: Owned; b: Owned }>;

/**
 * What a partner may be told where another partner's amount is concerned: that it is not for them, and, where both earn
 * under plans that the partner is in, how the terms differ. No amount of anybody is read.
 */
export const planLevelDifference = async (asking: Asking, asked: Compared): Answer<Reply> => {
  const owners = await ownersOf(asking, asked);
  if (E.isLeft(owners)) return owners;
  const { a, b } = owners.right;
  const { sources } = asking;
  const program = await programZoneOf(sources, b.program);
  if (E.isLeft(program)) return program;
  const shared = {
    question: 'diff',
    subject: asked.b,
    asked: { against: asked.a.id, 'against-kind': asked.a.kind, asker: asked.asker },
    partner: asked.asker,
    program: program.right.source,
    title: { key: 'diffTitleTerms', holes: {} },
    searched: [],
    effective: b.on,
  } as const;
  const [from, to] = [await versionUnder(sources, a, a.on), await versionUnder(sources, b, b.on)];
  if (E.isLeft(from)) return from;
  if (E.isLeft(to)) return to;
  const [old, now] = [from.right, to.right];
  if (old === undefined || now === undefined) return unknown(old === undefined ? asked.a : asked.b);
  const known = await plansOfAsker(asking, asked, owners.right);
  if (E.isLeft(known)) return known;
  const isKnown = [old, now].every(({ source: { plan } }) => known.right.has(plan));
  if (!isKnown)
    return E.right(composeReply({ ...shared, verdict: [{ key: 'diffPrivacyTerms', holes: {} }], rows: [], plans: [] }));
  const same = old.source.hash === now.source.hash;
  const cited = [old.source.from, now.source.from];
  const rows = same ? [] : planChangeRows(old.document, now.document, cited);
  const names = { from: `${old.source.plan}@${old.source.version}`, to: `${now.source.plan}@${now.source.version}` };
  const terms: Said = same
    ? { key: 'diffTermsOne', holes: { to: names.to } }
    : rows.length === 0
      ? { key: 'diffTermsSame', holes: names }
      : { key: 'diffTerms', holes: { ...names, count: rows.length } };
  return E.right(
    composeReply({
      ...shared,
      verdict: [{ key: 'diffPrivacy', holes: {} }, terms],
      rows,
      plans: same ? [now.source] : [old.source, now.source],
    }),
  );
};

/** The plans that the asker was in on either day: of no other may they be told. */
const plansOfAsker = async (
  { sources }: Asking,
  { asker }: Compared,
  { a, b }: Owners,
): Answer<ReadonlySet<string>> => {
  const plans = new Set<string>();
  for (const { program, on } of [a, b]) {
    const own = await versionUnder(sources, { partner: asker, program }, on);
    if (E.isLeft(own)) return own;
    if (own.right !== undefined) plans.add(own.right.source.plan);
  }
  return E.right(plans);
};

const ownersOf = async (asking: Asking, { a, b, asker }: Compared): Answer<Owners> => {
  const [from, to] = [await ownerOf(asking, a, asker), await ownerOf(asking, b, asker)];
  if (E.isLeft(from)) return from;
  return E.map((owner: Owned): Owners => ({ a: from.right, b: owner }))(to);
};

const ownerOf = async (asking: Asking, subject: Subject, asker: string): Answer<Owned> => {
  const { sources } = asking;
  if (subject.kind === 'deal') return ownerOfDeal(asking, subject, asker);
  if (subject.kind === 'statement') {
    const month = monthOf(subject);
    if (month === undefined) return unknown(subject);
    const { partner, program } = month.account;
    return E.right({ partner, program, on: addDays(month.period.end, -1) });
  }
  for (const kind of located) {
    const at = await sources.index.lookUp(kind, subject.id);
    if (at === undefined) continue;
    const event = await sources.events.readAny(at);
    if (E.isLeft(event)) return event;
    const account = accountOfStream(at.stream);
    const { data } = event.right;
    if (account === undefined || !('occurredAt' in data)) return unknown(subject);
    const zone = await programZoneOf(sources, account.program);
    if (E.isLeft(zone)) return zone;
    return E.right({ partner: account.partner, program: account.program, on: dayOf(event.right, zone.right.zone) });
  }
  return unknown(subject);
};

const located: readonly ReferenceKind[] = ['payout', ...entryKinds];

/** A deal is the asker's own where they earned on it or are credited with it; else that of the first who is credited. */
const ownerOfDeal = async ({ documents, sources }: Asking, subject: Subject, asker: string): Answer<Owned> => {
  const read = await dealSceneOf(sources, subject.id);
  if (E.isLeft(read)) return read;
  const scene = read.right;
  const first = scene && creditedFirst(scene);
  if (scene === undefined || first === undefined) return unknown(subject);
  const { won, amended, program } = scene;
  let isOwn = [...won.data.attribution, ...amended.terms.attribution].some(({ partner }) => partner === asker);
  if (!isOwn) for await (const { account } of entriesOfDeal(documents, subject.id)) isOwn ||= account.partner === asker;
  return E.right({
    partner: isOwn ? asker : first,
    program: won.data.program,
    on: dayOf(won, program.zone),
  });
};
