import { exitCode, processTerminal } from '@commission-ledger/cli';
import { crmCommands, payoutDates, runAll } from './crmProgram.ts';

const [dataFolder, store] = process.argv.slice(2);
if (dataFolder === undefined || store === undefined) {
  console.error('Usage: npm run -s crm -- <folder with the CRM export> <store, such as sqlite:crm.db>');
  process.exitCode = exitCode.usage;
} else {
  const path = store.startsWith('sqlite:') ? store : `sqlite:${store}`;
  process.exitCode = await runAll(crmCommands(dataFolder, path, payoutDates), processTerminal());
}
