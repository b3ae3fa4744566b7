import type { Recorded, ReratedDeal } from '@commission-ledger/ledger';
import type { CommissionLedger } from 'commission-ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import type { RecordCommand } from '../ledgerCommands.ts';
import { valueOf } from '../session.ts';
import { table } from '../table.ts';
import { jsonFile, jsonIn } from './init.ts';

/** Sends a command of the ledger with the input that a file or standard input holds, and tells what was recorded. */
export const record = async (context: CommandContext, command: RecordCommand, from: string): Promise<number> => {
  const { session, terminal, options, words } = context;
  const input = await inputFrom(context, from);
  if (!isInput(input))
    throw new CommandFailed(`${command} takes one JSON object. Correct what is given and try again.`, exitCode.usage);
  const { repeated, events } = valueOf(await send(session.ledger, command, input));
  if (options.json === true) {
    const recorded = events.map(({ id, type, stream, revision, recordedAt }) => ({
      event: type,
      stream,
      revision,
      id,
      recordedAt,
    }));
    writeJson(terminal, { command, known: repeated, events: recorded });
    return exitCode.done;
  }
  if (events.length > 0) {
    const heads = [words.recorded, words.stream, words.number].map((heading) => ({ heading }));
    const rows = events.map(({ type, stream, revision }) => [type, stream, `${revision}`]);
    terminal.out(table(heads, rows, terminal));
  }
  if (repeated || events.length === 0) terminal.out(`${words.known}\n`);
  return exitCode.done;
};

/** A re-rating posts differences, each of them once; nothing is new where nothing differs. */
const send = async (ledger: CommissionLedger, command: RecordCommand, input: never) => {
  if (command !== 'rerateDeal') return ledger[command](input);
  const rerated = await ledger.rerateDeal(input);
  return E.map(({ trueUps, accruals }: ReratedDeal): Recorded => {
    const events = [...trueUps, ...accruals];
    return { repeated: events.length === 0, events };
  })(rerated);
};

/** What a person wrote. The ledger checks it field by field, and tells every problem by its path. */
const isInput = (written: unknown): written is never =>
  typeof written === 'object' && written !== null && !Array.isArray(written);

const inputFrom = async ({ terminal }: CommandContext, from: string): Promise<unknown> => {
  if (from !== '-') return jsonFile(from);
  if (terminal.input === undefined)
    throw new CommandFailed('There is no standard input here. Give a file instead of -.', exitCode.usage);
  return jsonIn(await terminal.input(), 'Standard input');
};
