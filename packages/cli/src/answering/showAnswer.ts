import {
  describeNoSuchRow,
  describeTooLargeToDraw,
  noSuchRow,
  partnersIn,
  renderHtml,
  renderJson,
  renderMarkdown,
  renderMermaid,
  renderTree,
  type Explanation,
  type RenderOptions,
  type Reply,
} from '@commission-ledger/explainer';
import { partnerOf } from '@commission-ledger/projections';
import { bcFile, describeNoProofFile, spreadsheetFile, sqlFile } from '@commission-ledger/proof-files';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { type AnswerOptions, depths } from './answerOptions.ts';
import { requireProved } from './requireProved.ts';

/** Checks an answer against the history, and shows it. Nothing is shown that does not hold. */
export const showAnswer = async (
  context: CommandContext,
  answer: Explanation | Reply,
  shown: AnswerOptions,
): Promise<number> => {
  const { terminal, options } = context;
  await requireProved(context, answer, shown);
  const nowhere = shown.open === undefined ? undefined : noSuchRow(answer, shown.open);
  if (nowhere !== undefined) throw new CommandFailed(describeNoSuchRow(nowhere));
  const format = options.json === true ? 'json' : shown.format;
  terminal.out(textOf(format, answer, await renderOptions(context, answer, shown)));
  return exitCode.done;
};

const textOf = (format: AnswerOptions['format'], answer: Explanation | Reply, options: RenderOptions): string => {
  switch (format) {
    case 'tree':
      return renderTree(answer, options);
    case 'markdown':
      return renderMarkdown(answer, options);
    case 'html':
      return renderHtml(answer, options);
    case 'json':
      return renderJson(answer, options);
    case 'mermaid':
      return orFail(renderMermaid(answer, options), describeTooLargeToDraw);
    case 'bc':
      return orFail(bcFile(answer, options.locale), describeNoProofFile);
    case 'csv':
      return orFail(spreadsheetFile(answer, options.locale), describeNoProofFile);
    case 'sql':
      return orFail(sqlFile(answer, options.locale), describeNoProofFile);
  }
};

const orFail = <Failure>(text: E.Either<Failure, string>, describe: (failure: Failure) => string): string => {
  if (E.isLeft(text)) throw new CommandFailed(describe(text.left));
  return text.right;
};

const renderOptions = async (
  { session, terminal, options }: CommandContext,
  answer: Explanation | Reply,
  { ascii, all, open, depth }: AnswerOptions,
): Promise<RenderOptions> => {
  const names = new Map<string, string>();
  for (const partner of partnersIn(answer)) {
    const known = await partnerOf(session.documents, partner);
    if (known !== undefined) names.set(partner, known.name);
  }
  return {
    locale: options.locale,
    names: (partner) => names.get(partner),
    width: terminal.columns,
    ...(ascii === true ? { ascii } : {}),
    ...(all === true ? { all } : {}),
    ...(open === undefined ? {} : { open }),
    ...(depth === undefined ? {} : { depth: depths[depth] }),
  };
};
