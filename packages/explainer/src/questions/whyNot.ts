import type { Reply } from '../document/reply.ts';
import * as E from 'fp-ts/lib/Either.js';
import type { ExplainFailure } from '../reading/explainFailure.ts';
import type { ReferenceKind } from '../reading/references.ts';
import type { Answer } from '../reading/sources.ts';
import type { Asking } from './asking.ts';
import { findPayment, findSubject } from './findSubject.ts';
import { whyNotDeal } from './whyNotDeal.ts';
import { whyNotLead } from './whyNotLead.ts';
import type { WhyNotQuestion } from './whyNotQuestion.ts';
import { whyNotRecorded } from './whyNotRecorded.ts';

/** Why something earned nothing, is not paid, or is not where it is looked for. */
export const whyNot = async (asking: Asking, asked: WhyNotQuestion): Answer<Reply> => {
  const { subject: key, of } = asked;
  const isAmount = await amountOnly(asking, key);
  if (isAmount !== undefined) return E.left(isAmount);
  const found = of === undefined ? await findSubject(asking, key) : await findPayment(asking, key, of);
  if (E.isLeft(found)) return found;
  const subject = found.right;
  if (subject === undefined) return whyNotRecorded(asking, asked);
  switch (subject.kind) {
    case 'deal':
      return whyNotDeal(asking, asked, { deal: subject.id });
    case 'payment':
      return whyNotDeal(asking, asked, { deal: subject.deal, payment: subject.id });
    case 'entry':
      return whyNotDeal(asking, asked, { deal: subject.event.data.deal, entry: subject.event });
    case 'lead':
      return whyNotLead(asking, asked, subject.id);
  }
};

/** Of a payout, and of an entry that comes from no deal, it is asked when and why, not why not. */
const amountOnly = async ({ sources }: Asking, id: string): Promise<ExplainFailure | undefined> => {
  for (const [kind, word] of amounts) {
    if ((await sources.index.lookUp(kind, id)) === undefined) continue;
    const problem = `${id} is ${word}: ask \`when ${id}\` or \`explain ${id}\``;
    return { _tag: 'InvalidQuestion', field: 'subject', problem };
  }
  return undefined;
};

const amounts: readonly (readonly [ReferenceKind, string])[] = [
  ['payout', 'a payout'],
  ['adjustment', 'an adjustment'],
  ['draw-advance', 'an advance'],
  ['draw-recovery', 'the return of an advance'],
  ['write-off', 'a write-off'],
];
