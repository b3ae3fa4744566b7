import { contractHtml, contractPage } from '@commission-ledger/contract';
import {
  checkForPublication,
  describePlanChange,
  describePublicationRefusal,
  diffPlans,
  parsePlan,
  type PlanDocument,
} from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { planWords } from '../planWords.ts';
import type { GlobalOptions } from '../session.ts';
import { shownSafely } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { jsonFile } from './init.ts';

/** Commands on plan documents that need no store. */
export const planFiles = (terminal: Terminal, { json, locale }: GlobalOptions) => {
  const words = planWords[locale];
  const line = (text: string): void => terminal.out(`${text.split('\n').map(shownSafely).join('\n')}\n`);
  return {
    check: async (file: string): Promise<number> => {
      const checked = checkForPublication(await jsonFile(file));
      if (json === true) {
        writeJson(terminal, E.isLeft(checked) ? checked.left : { _tag: 'Sound', hash: checked.right.hash });
      } else if (E.isLeft(checked)) terminal.err(`${describePublicationRefusal(checked.left)}\n`);
      else {
        const { title, examples } = checked.right.document;
        line(words.sound(locale === 'ru' ? (title.ru ?? title.en) : title.en, examples.length));
      }
      return E.isLeft(checked) ? exitCode.failed : exitCode.done;
    },
    show: async (file: string, format: 'markdown' | 'html'): Promise<number> => {
      const document = await soundPlan(file);
      const page = format === 'html' ? contractHtml(document, locale) : contractPage(document, locale);
      if (json === true) writeJson(terminal, { format, locale, page });
      else terminal.out(page);
      return exitCode.done;
    },
    diff: async (before: string, after: string): Promise<number> => {
      const changes = diffPlans(await readablePlan(before), await readablePlan(after));
      if (json === true) writeJson(terminal, changes);
      else if (changes.length === 0) line(words.same);
      else for (const change of changes) line(describePlanChange(change, locale));
      return exitCode.done;
    },
  };
};

/** A plan that could be published as far as the document alone tells. */
const soundPlan = async (file: string): Promise<PlanDocument> => {
  const checked = checkForPublication(await jsonFile(file));
  if (E.isLeft(checked)) throw new CommandFailed(describePublicationRefusal(checked.left));
  return checked.right.document;
};

const readablePlan = async (file: string): Promise<PlanDocument> => {
  const parsed = parsePlan(await jsonFile(file));
  if (E.isLeft(parsed))
    throw new CommandFailed(`The file ${file} is no plan. Run commission-ledger plan check to see every problem.`);
  return parsed.right;
};
