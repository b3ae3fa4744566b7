import { absent, text, type SearchedSource } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import type { ExplainFailure } from '../../reading/explainFailure.ts';
import type { Answer } from '../../reading/sources.ts';
import type { Asking } from '../asking.ts';
import type { DraftRow } from '../composeReply.ts';
import { findSubject, KEYS, searchedFor } from '../findSubject.ts';
import { whyNot } from '../whyNot.ts';
import { isCount } from '../whyNotCounted.ts';
import type { OwnLines } from './comparedLines.ts';
import { ownSubject, type OwnSubject } from './ownSubject.ts';

/** Why a key of somebody's list is not among our lines, and what was searched where nothing is known of it. */
export type MissingReason = Readonly<{ row: DraftRow; searched: readonly SearchedSource[] }>;

/** The first reason there is: it is not recorded, or the first condition for being there that is not met. */
export const missingLine = async (asking: Asking, own: OwnLines, key: string): Answer<MissingReason> => {
  const found = await findSubject(asking, key);
  if (E.isLeft(found)) return found.left._tag === 'InvalidQuestion' ? E.right(unclear(key)) : found;
  return found.right === undefined ? notRecorded(asking, key) : reasonWhyNot(asking, own, { key, subject: key });
};

/** {@link missingLine} where nothing may be told of what is not the partner's. */
export const missingOwnLine = async (asking: Asking, own: OwnLines, key: string): Answer<MissingReason> => {
  const meant = await ownSubject(asking, own.account, key);
  if (meant === 'several') return E.right(unclear(key));
  if (meant === undefined)
    return E.right({ row: { said: { key: 'foilLinesNothingOfYours', holes: { line: key } } }, searched: [] });
  return reasonWhyNot(asking, own, { key, ...meant });
};

const reasonWhyNot = async (
  asking: Asking,
  { account: { partner }, place }: OwnLines,
  { key, ...meant }: OwnSubject & Readonly<{ key: string }>,
): Answer<MissingReason> => {
  const asked = { ...meant, partner, changes: 'left-out', ...(place === undefined ? {} : { in: place }) } as const;
  const answer = await whyNot(asking, asked);
  if (E.isLeft(answer)) return isUnclear(answer.left) ? E.right(unclear(key)) : answer;
  const { verdict, rows, searched } = answer.right;
  const failed = rows.find(({ gate }) => gate === 'failed');
  // Whether that payout arrived says nothing about why the line is missed in this one.
  const elsewhere = failed === undefined ? rows.find(({ said }) => said.key === 'whyNotListed') : undefined;
  const said = elsewhere?.said ?? verdict.find((each) => !isCount(each));
  if (said === undefined) return E.right(unclear(key));
  const first = failed ?? elsewhere ?? rows.find(({ gate }) => gate === 'open');
  return E.right({ row: { said, from: first?.from ?? [] }, searched });
};

const isUnclear = ({ _tag }: ExplainFailure): boolean => _tag === 'UnknownSubject' || _tag === 'InvalidQuestion';

const notRecorded = async (asking: Asking, key: string): Answer<MissingReason> => {
  const searched = await searchedFor(asking, key);
  if (E.isLeft(searched)) return searched;
  const streams = searched.right.filter(({ source }) => source !== KEYS);
  const row: DraftRow = {
    said: { key: 'whyNotNotRecorded', holes: { subject: key } },
    node: absent(text(key), key, streams),
  };
  return E.right({ row, searched: searched.right });
};

/** Somebody has to ask about it by itself. */
export const unclear = (key: string): MissingReason => ({
  row: { said: { key: 'foilLinesAskWhyNot', holes: { line: key } } },
  searched: [],
});
