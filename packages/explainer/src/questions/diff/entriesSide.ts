import { sum } from '@commission-ledger/calculation';
import type { AccountRef } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { EntryKind } from '../../document/explanation.ts';
import type { Subject } from '../../document/reply.ts';
import { programZoneOf } from '../../reading/programZone.ts';
import type { Answer, ExplainedEntry, Sources } from '../../reading/sources.ts';
import { explainEntry } from '../../why/explainEntry.ts';
import type { Side } from './side.ts';

/** An entry by what it is. */
export type EntryAt = Readonly<{ kind: EntryKind; entry: string }>;

/** What is compared where that is a list of entries of one account: each explained, and their sum. */
export const entriesSide = async (
  sources: Sources,
  { program, partner, currency }: AccountRef,
  about: Readonly<{ subject: Subject; effective: string }>,
  listed: readonly EntryAt[],
): Answer<Side> => {
  const zone = await programZoneOf(sources, program);
  if (E.isLeft(zone)) return zone;
  const entries = await explainEntries(sources, listed);
  if (E.isLeft(entries)) return entries;
  const roots = entries.right.map(({ root }) => root);
  return E.right({
    ...about,
    partner,
    program: zone.right,
    root: roots.length === 0 ? undefined : sum(roots),
    entries: entries.right,
    charges: [],
    plans: plansOf(entries.right),
    currency,
  });
};

const explainEntries = async (sources: Sources, listed: readonly EntryAt[]): Answer<readonly ExplainedEntry[]> => {
  for (const kind of new Set(listed.map((one) => one.kind))) {
    const ids = listed.flatMap((one) => (one.kind === kind ? [one.entry] : []));
    await sources.index.prefetch(kind, ids);
  }
  const entries: ExplainedEntry[] = [];
  for (const { kind, entry } of listed) {
    const explained = await explainEntry(sources, kind, entry);
    if (E.isLeft(explained)) return explained;
    entries.push(explained.right);
  }
  return E.right(entries);
};

/** The versions that were applied, each once, in the order in which they first occur. */
export const plansOf = (entries: readonly ExplainedEntry[]): Side['plans'] => [
  ...new Map(
    entries.flatMap(({ plan }) => (plan === undefined ? [] : [[`${plan.plan}@${plan.version}`, plan]])),
  ).values(),
];
