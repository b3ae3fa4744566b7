import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { fileAccessLog } from '@commission-ledger/audit';
import { instantAt } from '@commission-ledger/calendar';
import type { AccessEntry, HandedOver } from '@commission-ledger/events';
import { recordedForm } from '@commission-ledger/projections';
import type { Command } from 'commander';
import { CommandFailed } from '../exitCode.ts';
import type { GlobalOptions } from '../session.ts';
import type { Terminal } from '../terminal.ts';

/** What is kept about one command: that it began, and how it ended. */
export type LoggedRun = Readonly<{
  /** Writes what it shows, and counts it. */
  out: (text: string) => void;
  /** @throws CommandFailed when that it ended cannot be kept */
  ended: (code: number) => Promise<void>;
}>;

/**
 * Keeps that a command begins, before it reads anything.
 *
 * @throws CommandFailed when it cannot be kept: the command must not run then
 */
export const loggedRun = async (
  file: string,
  command: Command,
  terminal: Terminal,
  options: GlobalOptions,
): Promise<LoggedRun> => {
  const log = fileAccessLog(file);
  const shown = createHash('sha256');
  let bytes = 0;
  const keep = async (outcome: string, handedOver: readonly HandedOver[]): Promise<void> => {
    const entry: AccessEntry = {
      at: recordedForm(instantAt(terminal.clock())),
      actor: options.actor ?? terminal.env['USER'] ?? 'command-line',
      role: 'command-line',
      scope: { ledger: options.ledger },
      question: nameOf(command),
      subject: subjectOf(command),
      parameters: { arguments: command.args, options: command.opts() },
      outcome,
      handedOver,
    };
    await log.record(entry).catch((error: unknown) => {
      const problem = error instanceof Error ? error.message : String(error);
      throw new CommandFailed(`Nothing may be read that cannot be recorded. ${problem}`);
    });
  };
  await keep('begun', []);
  return {
    out: (text) => {
      shown.update(text);
      bytes += Buffer.byteLength(text);
      terminal.out(text);
    },
    ended: async (code) => {
      const output = { what: 'bytes shown', count: bytes, sha256: bytes === 0 ? null : shown.digest('hex') };
      await keep(`exit ${code}`, [output, ...(await fileOf(command, code))]);
    },
  };
};

/** The words of the command, such as `payout preview`. */
const nameOf = (command: Command): string =>
  command.parent === null ? '' : `${nameOf(command.parent)} ${command.name()}`.trim();

/** Options that say whom or what a command is about. */
const SUBJECTS = ['partner', 'deal', 'lead', 'payout'];

const subjectOf = (command: Command): string | null => {
  const options: Readonly<Record<string, unknown>> = command.opts();
  const named = SUBJECTS.map((name) => options[name]).find((value) => typeof value === 'string');
  return typeof named === 'string' ? named : (command.args[0] ?? null);
};

/** The file that an export wrote, by its `--out`. */
const fileOf = async (command: Command, code: number): Promise<readonly HandedOver[]> => {
  const { out }: Readonly<Record<string, unknown>> = command.opts();
  if (typeof out !== 'string' || code !== 0) return [];
  try {
    const content = createHash('sha256');
    let count = 0;
    for await (const piece of createReadStream(out)) {
      const part = Buffer.from(piece);
      content.update(part);
      count += part.byteLength;
    }
    return [{ what: `bytes in ${out}`, count, sha256: content.digest('hex') }];
  } catch {
    // A folder, or nothing: what is shown says what was written.
    return [{ what: `nothing in ${out}`, count: 0, sha256: hash('sha256', '', 'hex') }];
  }
};
