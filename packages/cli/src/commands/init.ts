import { readFile } from 'node:fs/promises';
import type { Ledger } from '@commission-ledger/ledger';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import type { CommandContext } from '../commandContext.ts';
import { valueOf } from '../session.ts';
import { initPartners, partnersIn } from './initPartners.ts';

/** Files of a program: its settings and partners, and the plan versions to publish in their order. */
export type InitOptions = Readonly<{ program: string; plan?: readonly string[]; approver?: string }>;

/** Opens the program, publishes its plans and takes in its partners; saying it again changes nothing. */
export const init = async (
  { session, terminal, options, words }: CommandContext,
  files: InitOptions,
): Promise<number> => {
  const settings = await jsonFile(files.program);
  if (!isSettings(settings))
    throw new CommandFailed(`The file ${files.program} does not hold the settings of a program.`, exitCode.usage);
  const { partners: written, ...program } = settings;
  const partners = partnersIn(files.program, written);
  const plans = await Promise.all((files.plan ?? []).map(jsonFile));
  const opened = valueOf(await session.ledger.openProgram(program));
  const published = [];
  for (const document of plans) {
    const approver = files.approver === undefined ? {} : { approver: files.approver };
    published.push(valueOf(await session.ledger.publishPlan({ document, ...approver })));
  }
  const taken = await initPartners(session, program.program, partners);
  const events = [opened, ...published, ...taken].flatMap((recorded) =>
    recorded.events.map((event) => ({
      event: event.type,
      stream: event.stream,
      id: event.id,
      known: recorded.repeated,
    })),
  );
  if (options.json === true) writeJson(terminal, events);
  else {
    for (const recorded of [opened, ...published]) {
      for (const { type, data } of recorded.events) {
        if (type === 'ProgramOpened') terminal.out(words.opened(data.program));
        if (type === 'PlanPublished') terminal.out(words.published(data.plan, data.version));
      }
      terminal.out(recorded.repeated ? ` ${words.known}\n` : '\n');
    }
    const isNew = taken.some(({ repeated }) => !repeated);
    if (partners.length > 0) terminal.out(`${words.partnersTaken(partners.length)}${isNew ? '' : ` ${words.known}`}\n`);
  }
  return exitCode.done;
};

type Settings = Parameters<Ledger['openProgram']>[0] & Readonly<{ partners?: unknown }>;

/** The ledger checks what a person wrote field by field, and tells every problem by its path. */
const isSettings = (written: unknown): written is Settings => typeof written === 'object' && written !== null;

/** A JSON file that a person wrote, or the sentence that says what is wrong with it. */
export const jsonFile = async (path: string): Promise<unknown> => {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new CommandFailed(`The file ${path} cannot be read. Check the path.`, exitCode.usage);
  }
  return jsonIn(text, `The file ${path}`);
};

/** The JSON that a text holds, or the sentence that says what is wrong with `where` it was. */
export const jsonIn = (text: string, where: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    const problem = error instanceof Error ? error.message : 'it does not parse';
    throw new CommandFailed(`${where} is not JSON: ${problem}. Correct it and try again.`, exitCode.usage);
  }
};
