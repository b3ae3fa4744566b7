import { CommandFailed, exitCode } from './exitCode.ts';
import type { GlobalOptions } from './session.ts';
import { shownAddress, storeAddress } from './stores/storeAddress.ts';

/** The path of a ledger that is a file; a server has backups and checks of its own. */
export const ledgerFile = ({ store }: GlobalOptions): string => {
  const address = storeAddress(store);
  if (address.kind === 'sqlite') return address.path;
  throw new CommandFailed(
    `${shownAddress(store)} is no file. Give sqlite:PATH; back up and check a server with its own tools.`,
    exitCode.usage,
  );
};
