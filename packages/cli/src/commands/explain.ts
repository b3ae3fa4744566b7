import {
  type Explanation,
  type RenderOptions,
  Unexplained,
  renderJson,
  renderMarkdown,
  renderTree,
  storedEventIn,
  describeExplanationProblem,
  verifyExplanation,
} from '@commission-ledger/explainer';
import { partnerOf } from '@commission-ledger/projections';
import { describeFailure } from 'commission-ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { dayOf } from '../session.ts';

/** How to show the proof. */
export type ExplainOptions = Readonly<{
  format: keyof typeof renderers;
  depth?: keyof typeof depths;
  all?: boolean;
  ascii?: boolean;
  /** The amount must have been there by the end of that day. */
  asOf?: string;
}>;

const depths = { '0': 0, '1': 1, '2': 2, '3': 3 } as const;

const renderers = { tree: renderTree, markdown: renderMarkdown, json: renderJson };

/** Proves an amount, checks the proof against the history, and shows it. Nothing is shown that does not hold. */
export const explain = async (context: CommandContext, id: string, asked: ExplainOptions): Promise<number> => {
  const { session, terminal, options } = context;
  await session.catchUp();
  const explanation = await proofOf(context, id);
  if (asked.asOf !== undefined && explanation.about.date > dayOf(asked.asOf))
    throw new CommandFailed(
      `${explanation.subject} is of ${explanation.about.date}: on ${asked.asOf} there was no such amount yet.`,
    );
  const verified = await verifyExplanation(explanation, storedEventIn(session.events));
  if (E.isLeft(verified)) {
    const problems = verified.left.map(describeExplanationProblem).join('\n');
    throw new CommandFailed(problems, exitCode.unproved);
  }
  const format = options.json === true ? 'json' : asked.format;
  terminal.out(renderers[format](explanation, await renderOptions(context, explanation, asked)));
  return exitCode.done;
};

const proofOf = async ({ session }: CommandContext, id: string): Promise<Explanation> => {
  try {
    const outcome = await session.ledger.why(id);
    if (E.isRight(outcome)) return outcome.right;
    const code = outcome.left._tag === 'DoesNotMatchReceipt' ? exitCode.unproved : exitCode.failed;
    throw new CommandFailed(describeFailure(outcome.left), code);
  } catch (error) {
    if (error instanceof Unexplained) throw new CommandFailed(error.message, exitCode.unproved);
    throw error;
  }
};

const renderOptions = async (
  { session, terminal, options }: CommandContext,
  explanation: Explanation,
  asked: ExplainOptions,
): Promise<RenderOptions> => {
  const names = new Map<string, string>();
  for (const partner of new Set(partnersIn(explanation))) {
    const known = await partnerOf(session.documents, partner);
    if (known !== undefined) names.set(partner, known.name);
  }
  return {
    locale: options.locale,
    names: (partner) => names.get(partner),
    width: terminal.columns,
    ...(asked.ascii === true ? { ascii: true } : {}),
    ...(asked.all === true ? { all: true } : {}),
    ...(asked.depth === undefined ? {} : { depth: depths[asked.depth] }),
  };
};

/** The partner paid, and those whose deals earned it. */
const partnersIn = ({ about, lines }: Explanation): readonly string[] => [
  about.partner,
  ...lines.flatMap((line) => {
    switch (line.kind) {
      case 'accrual':
      case 'true-up':
        return [line.referrer];
      case 'reversal':
        return [line.earned.referrer];
      case 'adjustment':
      case 'draw-advance':
      case 'draw-recovery':
      case 'write-off':
      case 'unclaimed':
        return [];
    }
  }),
];
