import { type Money } from '@commission-ledger/money';
import { eventRef } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanSource } from '../../document/explanation.ts';
import type { Answer } from '../../reading/sources.ts';
import { explainEntry } from '../../why/explainEntry.ts';
import type { Asking } from '../asking.ts';
import type { DraftRow } from '../composeReply.ts';
import { alternativesOf, combinedOnLine, minorOf } from './alternatives.ts';
import type { Told } from './change.ts';
import type { OwnLine } from './comparedLines.ts';
import { moneyOf } from './foilDraft.ts';
import type { FxBook } from './fxBook.ts';
import { lineReadings, type ReadLine } from './lineReadings.ts';
import { searchReadings } from './searchReadings.ts';

/** What makes the figure of one key out of ours: rows that add up to ours less theirs, and the plan versions they cite. */
export type Misread = Readonly<{ rows: readonly DraftRow[]; plans: readonly PlanSource[] }>;

/** More lines than these under one key are not tried, and no more misreadings than these are believed of one key. */
const MOST_LINES = 12;
const MOST_MISREADINGS = 2;

/** The usual misreadings that give exactly their amount of a key; no rows where none does. */
export const misreadLines = async (
  { sources }: Asking,
  {
    lines,
    theirs,
    fx,
    paidOn,
  }: Readonly<{ lines: readonly OwnLine[]; theirs: Money; fx: FxBook; paidOn: string | undefined }>,
): Answer<Misread> => {
  if (lines.length > MOST_LINES) return E.right({ rows: [], plans: [] });
  const read: ReadLine[] = [];
  const plans: PlanSource[] = [];
  for (const { kind, entry } of lines) {
    const explained = await explainEntry(sources, kind, entry);
    if (E.isLeft(explained)) return explained;
    const readings = await lineReadings({ sources, fx, paidOn }, explained.right);
    if (E.isLeft(readings)) return readings;
    read.push(readings.right);
    plans.push(...(explained.right.plan === undefined ? [] : [explained.right.plan]));
  }
  const matured = read.reduce((total, { root }) => total + (minorOf(root) ?? Number.NaN), 0);
  const search = await searchReadings([{ kinds: [] }], alternativesOf(read), () => combinedOnLine(read), {
    figure: Number(theirs.minor),
    matured,
  });
  if (E.isLeft(search)) return search;
  const answer = search.right._tag === 'found' ? search.right.answers[0] : undefined;
  const changes = answer?.alternatives.flatMap((alternative) => alternative.changes) ?? [];
  if (changes.length === 0 || changes.length > MOST_MISREADINGS) return E.right({ rows: [], plans: [] });
  const rows: DraftRow[] = [];
  for (const { tell } of changes) {
    const told = await tell();
    if (E.isLeft(told)) return told;
    const row = await rowOf({ sources }, told.right);
    if (E.isLeft(row)) return row;
    rows.push(row.right);
    plans.push(...[told.right, ...(told.right.parts ?? [])].flatMap(({ applied }) => applied?.source ?? []));
  }
  return E.right({ rows, plans });
};

const rowOf = async ({ sources }: Pick<Asking, 'sources'>, told: Told): Answer<DraftRow> => {
  const { effect, said, decidedBy, parts = [] } = told;
  const from = [];
  for (const at of decidedBy) {
    const event = await sources.events.readAny(at);
    if (E.isLeft(event)) return event;
    from.push(eventRef(event.right, ''));
  }
  const rows: DraftRow[] = [];
  for (const part of parts) {
    const row = await rowOf({ sources }, part);
    if (E.isLeft(row)) return row;
    rows.push(row.right);
  }
  return E.right({ said, amount: moneyOf(effect), node: effect, counts: true, from, rows });
};
