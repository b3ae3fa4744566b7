import { eventRef } from '@commission-ledger/ledger';
import { eachDocument, programs } from '@commission-ledger/projections';
import type { Reply, Subject } from '../../document/reply.ts';
import { programZoneOf } from '../../reading/programZone.ts';
import type { Answer } from '../../reading/sources.ts';
import * as E from 'fp-ts/lib/Either.js';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import { composeReply } from '../composeReply.ts';
import { planChangeRows } from './planChangeRows.ts';
import { unknown } from './sideOf.ts';
import { type PublishedVersion, versionsOf } from './planVersions.ts';

/**
 * What two versions of a plan say differently: clause by clause, since when, and who answers for it. What it comes to in
 * money takes a replay of the history, which is another question.
 */
export const diffPlanVersions = async (asking: Asking, a: Subject, b: Subject): Answer<Reply> => {
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
  const names = { from: nameOf(from.right), to: nameOf(to.right) };
  return E.right(
    composeReply({
      question: 'diff',
      subject: b,
      asked: { against: a.id, 'against-kind': a.kind },
      program: zone.right.source,
      title: { key: 'diffTitle', holes: names },
      verdict: [
        changes.length === 0
          ? { key: 'diffTermsSame', holes: names }
          : { key: 'diffTerms', holes: { ...names, count: changes.length } },
        { key: 'diffTermsFrom', holes: { to: names.to, date: document.effectiveFrom } },
        { key: 'diffTermsMoney', holes: {} },
      ],
      rows: [...changes, { said: approvalSaid(names.to, published.data), from: [eventRef(published, '/approver')] }],
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
  if (subject.kind !== 'plan' || more.length > 0) return unknown(subject);
  if ((await sources.index.lookUp('plan', `${plan}/${version}`)) === undefined) return unknown(subject);
  const versions = await versionsOf(sources, plan);
  if (E.isLeft(versions)) return versions;
  const found = versions.right.find(({ source }) => `${source.version}` === version);
  return found === undefined ? unknown(subject) : E.right(found);
};
