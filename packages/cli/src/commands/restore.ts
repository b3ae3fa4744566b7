import type { SqliteFinding } from '@commission-ledger/event-store-sqlite';
import { chainExamination } from '../chainExamination.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { fileWords } from '../fileWords.ts';
import { writeJson } from '../json.ts';
import { ledgerFile } from '../ledgerFile.ts';
import type { GlobalOptions } from '../session.ts';
import { shownSafely } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** Whether events of the present file may go, and whether the backup may be unsound. */
export type RestoreOptions = Readonly<{ force?: boolean }>;

/** Puts a backup in the place of the ledger's file, if the backup is sound. */
export const restore = async (
  terminal: Terminal,
  options: GlobalOptions,
  from: string,
  { force = false }: RestoreOptions,
): Promise<number> => {
  const { examineSqlite, restoreSqlite } = await import('@commission-ledger/event-store-sqlite');
  if (!force) {
    const chain = chainExamination();
    const { findings } = await examineSqlite(from, { onEvent: chain.meet });
    chain.end();
    refuseUnsound(from, [...findings, ...chain.findings()]);
  }
  const { path, events, schemaVersion, kept } = await restoreSqlite(from, ledgerFile(options), { force });
  if (options.json === true) {
    writeJson(terminal, { path, events, schemaVersion, kept: kept ?? null });
    return exitCode.done;
  }
  const say = fileWords[options.locale];
  terminal.out(
    `${say.restored(shownSafely(ledgerFile(options)), events)}\n${kept === undefined ? '' : `${say.kept(shownSafely(kept))}\n`}`,
  );
  return exitCode.done;
};

const refuseUnsound = (from: string, findings: readonly SqliteFinding[]): void => {
  const found = findings.find(({ severity }) => severity === 'error');
  if (found === undefined) return;
  throw new CommandFailed(
    `The backup ${from} is not sound: ${found.problem} Nothing was changed. Give another one, or --force to restore it all the same.`,
  );
};
