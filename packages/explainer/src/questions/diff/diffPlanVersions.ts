import { isId } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { eachDocument, programs } from '@commission-ledger/projections';
import type { Reply, Subject } from '../../document/reply.ts';
import { programZoneOf } from '../../reading/programZone.ts';
import type { ExplainFailure } from '../../reading/explainFailure.ts';
import type { Answer } from '../../reading/sources.ts';
import * as E from 'fp-ts/lib/Either.js';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import { composeReply } from '../composeReply.ts';
import { planEffect } from './planEffect.ts';
import { planChangeRows } from './planChangeRows.ts';
import { unknown } from './sideOf.ts';
import { type PublishedVersion, versionsOf } from './planVersions.ts';

/**
 * What two versions of a plan say differently: clause by clause, since when, who answers for it, and what it came to in
 * money: for everybody, or for one partner.
 */
export const diffPlanVersions = async (
  asking: Asking,
  { a, b, asker, partner: whose }: Readonly<{ a: Subject; b: Subject; asker?: string; partner?: string }>,
): Answer<Reply> => {
  const [from, to] = [await versionIn(asking, a), await versionIn(asking, b)];
  if (E.isLeft(from)) return from;
  if (E.isLeft(to)) return to;
  const program = await firstProgram(asking);
  if (program === undefined) return unknown(b);
  const zone = await programZoneOf(asking.sources, program);
  if (E.isLeft(zone)) return zone;
  const cited = [from.right.source.from, to.right.source.from];
  const changes = planChangeRows(from.right.document, to.right.document, cited);
  const { document, published } = to.right;
  const partner = asker ?? whose;
  const effect = await planEffect(asking, { from: from.right, to: to.right, partner });
  if (E.isLeft(effect)) return effect;
  const names = { from: nameOf(from.right), to: nameOf(to.right) };
  return E.right(
    composeReply({
      question: 'diff',
      subject: b,
      asked: {
        against: a.id,
        'against-kind': a.kind,
        ...(asker === undefined ? {} : { asker }),
        ...(whose === undefined ? {} : { partner: whose }),
      },
      ...(partner === undefined ? {} : { partner }),
      program: zone.right.source,
      title: { key: 'diffTitle', holes: names },
      verdict: [
        changes.length === 0
          ? { key: 'diffTermsSame', holes: names }
          : { key: 'diffTerms', holes: { ...names, count: changes.length } },
        { key: 'diffTermsFrom', holes: { to: names.to, date: document.effectiveFrom } },
        ...effect.right.verdict,
      ],
      rows: [
        ...changes,
        ...effect.right.rows,
        { said: approvalSaid(names.to, published.data), from: [eventRef(published, '/approver')] },
      ],
      searched: [],
      plans: [from.right.source, to.right.source],
      effective: document.effectiveFrom,
    }),
  );
};

/** A plan belongs to no program: dates that it names are those of whichever uses it. */
const firstProgram = async ({ documents }: Asking): Promise<string | undefined> => {
  for await (const { program } of eachDocument(documents, programs)) return program;
  return undefined;
};

const approvalSaid = (to: string, { author, approver }: Readonly<{ author: string; approver: string | null }>): Said =>
  approver === null
    ? { key: 'diffWritten', holes: { to, author } }
    : { key: 'diffApproved', holes: { to, author, approver } };

const nameOf = ({ source: { plan, version } }: PublishedVersion): string => `${plan}@${version}`;

const versionIn = async ({ sources }: Asking, subject: Subject): Answer<PublishedVersion> => {
  const [plan = '', version = '', ...more] = subject.id.split('/');
  if (subject.kind !== 'plan' || more.length > 0 || !isId(plan)) return unknown(subject);
  const published = await versionsOf(sources, plan);
  if (E.isLeft(published)) return published;
  const known: PublishedVersion[] = [];
  for (const each of published.right)
    if ((await sources.index.lookUp('plan', `${plan}/${each.source.version}`)) !== undefined) known.push(each);
  const found = known.find(({ source }) => `${source.version}` === version);
  if (found !== undefined) return E.right(found);
  return known.length === 0 ? unknown(subject) : noSuchVersion(plan, known);
};

/** Which versions there are, for who asks for another. */
const noSuchVersion = (plan: string, versions: readonly PublishedVersion[]): E.Either<ExplainFailure, never> => {
  const numbers = versions.map(({ source }) => `${source.version}`);
  const [last = ''] = numbers.slice(-1);
  const all = numbers.length < 2 ? `version ${last} only` : `versions ${numbers.slice(0, -1).join(', ')} and ${last}`;
  return E.left({ _tag: 'InvalidQuestion', field: `Plan ${plan}`, problem: `has ${all}` });
};
