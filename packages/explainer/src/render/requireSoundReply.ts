import type { Reply } from '../document/reply.ts';
import { Unexplained } from '../reading/explainFailure.ts';
import { problemsWithin } from '../verify/problemsWithin.ts';
import { describeReplyProblem } from '../verify/replyProblem.ts';

/**
 * Does every step again, and adds up: what does not hold is never shown.
 * @throws Unexplained when the document does not hold in itself
 */
export const requireSoundReply = (reply: Reply): void => {
  const [problem] = problemsWithin(reply);
  if (problem === undefined) return;
  throw new Unexplained(
    `The answer about ${JSON.stringify(reply.subject.id.slice(0, 80))} does not hold. ${describeReplyProblem(problem)}`,
  );
};
