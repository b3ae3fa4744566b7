import { exitCode } from '../exitCode.ts';
import { fileWords } from '../fileWords.ts';
import { writeJson } from '../json.ts';
import { ledgerFile } from '../ledgerFile.ts';
import type { GlobalOptions } from '../session.ts';
import { shownSafely } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** Whether an earlier backup is replaced. */
export type BackupOptions = Readonly<{ overwrite?: boolean }>;

/** Copies the file of the ledger. */
export const backup = async (
  terminal: Terminal,
  options: GlobalOptions,
  to: string,
  { overwrite = false }: BackupOptions,
): Promise<number> => {
  const { backUpSqlite } = await import('@commission-ledger/event-store-sqlite');
  const { path, events, bytes, schemaVersion, head } = await backUpSqlite(ledgerFile(options), to, { overwrite });
  const last = head === undefined ? null : { stream: head.stream, revision: head.revision, id: head.id };
  if (options.json === true) writeJson(terminal, { path, events, bytes, schemaVersion, last });
  else terminal.out(`${fileWords[options.locale].backedUp(shownSafely(to), events)}\n`);
  return exitCode.done;
};
