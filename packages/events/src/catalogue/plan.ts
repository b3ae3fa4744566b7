import * as t from 'io-ts';
import { Id } from '../id.ts';
import { happened, OpaqueJson, PlainText, Sha256, Whole } from './vocabulary.ts';

/** A plan version is frozen: the whole document, its hash, who wrote it and who approved it. */
export const PlanPublished = t.readonly(
  t.type({
    plan: Id,
    version: Whole,
    document: OpaqueJson,
    documentHash: Sha256,
    author: PlainText,
    approver: t.union([PlainText, t.null]),
    ...happened,
  }),
);
