import * as E from 'fp-ts/lib/Either.js';
import type { Explanation } from '../document/explanation.ts';
import { ExplanationCodec } from '../document/explanationCodec.ts';
import type { Reply } from '../document/reply.ts';
import { ReplyCodec } from '../document/replyCodec.ts';
import { maskDocument, type Masking } from './maskDocument.ts';

/**
 * An explanation for one partner, or for who has some of them: all others are unnamed, and it still calculates.
 * @see verifyMasked
 */
export const maskExplanation = (explanation: Explanation, masking: Masking): Explanation =>
  whole(ExplanationCodec.decode(maskDocument(explanation, masking)));

/** {@link maskExplanation} for the answer to another question. */
export const maskReply = (reply: Reply, masking: Masking): Reply =>
  whole(ReplyCodec.decode(maskDocument(reply, masking)));

/** Masking changes ids only, so what was a document is one. */
const whole = <Document>(read: E.Either<unknown, Document>): Document => {
  if (E.isLeft(read)) throw new TypeError('A masked answer is no longer an answer.');
  return read.right;
};
