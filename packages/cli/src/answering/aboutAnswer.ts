import { describeExplainFailure, type Reply, type Subject } from '@commission-ledger/explainer';
import { eachDocument, partnerOf, partners, programOf } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { shownSafely } from '../table.ts';
import type { AnswerOptions } from './answerOptions.ts';
import { dayOfQuestion, explainerFor } from './explainerFor.ts';
import { subjectOf } from './subjectOf.ts';

/** What is told of something instead of its reasons. */
export type AboutOptions = Readonly<{
  /** Which data was used. */
  data?: boolean;
  /** How commission is calculated in general. */
  plan?: boolean;
}>;

/** Which data was used for an answer, or how commission is calculated in general; `undefined` where neither is asked. */
export const aboutAnswer = async (
  context: CommandContext,
  id: string,
  asked: AboutOptions & Pick<AnswerOptions, 'asOf' | 'knownAt'>,
): Promise<Reply | undefined> => {
  if (asked.data !== true && asked.plan !== true) return undefined;
  if (asked.data === true && asked.plan === true)
    throw new CommandFailed('Give --data or --plan, not both.', exitCode.usage);
  await context.session.catchUp();
  const subject = await subjectOf(context.session.documents, id);
  const explainer = await explainerFor(context, asked);
  const day = await dayOfQuestion(context, asked);
  const on = day === undefined ? {} : { on: day };
  const answer =
    asked.data === true
      ? await explainer.dataUsed({ subject: subject ?? { kind: 'entry', id }, ...on })
      : await explainer.terms({ subject: { kind: 'account', id: await accountOf(context, id, subject) }, ...on });
  if (E.isLeft(answer)) throw new CommandFailed(describeExplainFailure(answer.left));
  return answer.right;
};

/** Whoever types a name means the partner who is called so. */
const idsOfName = async (documents: CommandContext['session']['documents'], name: string): Promise<string> => {
  const ids: string[] = [];
  for await (const partner of eachDocument(documents, partners)) if (partner.name === name) ids.push(partner.partner);
  return ids.length === 0 ? '' : ` The id of the partner called so: ${ids.join(', ')}.`;
};

/** The account itself, or the only one that a partner has or would have. */
const accountOf = async (
  { session: { documents } }: CommandContext,
  id: string,
  subject: Subject | undefined,
): Promise<string> => {
  if (subject?.kind === 'account') return subject.id;
  const partner = subject?.kind === 'partner' ? await partnerOf(documents, subject.id) : undefined;
  if (partner === undefined)
    throw new CommandFailed(
      `--plan is asked of a partner by its id, or of an account (resale.orion.EUR), and ${shownSafely(id)} is none.${await idsOfName(documents, id)}`,
      exitCode.usage,
    );
  const homes = [...new Set(partner.enrolments.map(({ program }) => program))];
  const accounts = await Promise.all(
    homes.map(async (program) =>
      ((await programOf(documents, program))?.currencies ?? []).map((code) => `${program}.${partner.partner}.${code}`),
    ),
  );
  const [only, ...others] = accounts.flat();
  if (only === undefined) throw new CommandFailed(`${shownSafely(id)} is in no plan.`);
  if (others.length === 0) return only;
  throw new CommandFailed(
    `${shownSafely(id)} has several accounts. Choose one: ${[only, ...others].join(', ')}.`,
    exitCode.usage,
  );
};
