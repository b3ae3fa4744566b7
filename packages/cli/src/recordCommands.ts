import type { Command } from 'commander';
import type { InSession } from './inSession.ts';
import { type RecordCommand, ledgerCommands } from './ledgerCommands.ts';

const AFTER = `
Each takes a JSON object: its fields are those of the event that it records, without occurredAt if it happens now.
Sent again, it is recorded once.

  commission-ledger record acceptLead accepted.json
  echo '{"lead":"lead-1","reason":"no budget"}' | commission-ledger record rejectLead -`;

/** Any command of the ledger, by the name it has in the library. */
export const addRecord = (program: Command, inSession: InSession): void => {
  const record = program
    .command('record')
    .description('send any command of the ledger by its name, with JSON; record --help lists them')
    .usage('<command> <file|-> [options]')
    .addHelpText('after', AFTER);
  for (const name of Object.keys(ledgerCommands).filter(isCommand)) {
    const [group, what] = ledgerCommands[name];
    record
      .command(name)
      .helpGroup(`${group}:`)
      .description(what)
      .argument('<file>', 'the input, JSON; - for standard input')
      .action(async (file: string, _options, command: Command) => {
        const commands = await import('./commands/record.ts');
        await inSession(command, (context) => commands.record(context, name, file));
      });
  }
};

const isCommand = (name: string): name is RecordCommand => Object.hasOwn(ledgerCommands, name);
