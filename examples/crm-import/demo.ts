import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exitCode, processTerminal, run, type Terminal } from '@commission-ledger/cli';
import { crmCommands, payoutDates, sampleFolder } from './crmProgram.ts';

/** The day the demonstration plays on: the runs up to then have paid, the later ones are still to come. */
const today = '2017-12-20';
const store = `sqlite:${path.join(mkdtempSync(path.join(tmpdir(), 'commission-ledger-')), 'demo.db')}`;
const terminal = processTerminal();

/** The command line as a person would type it here. */
const typed = (word: string): string => {
  if (word === store) return '$STORE';
  return path.isAbsolute(word) ? path.relative(process.cwd(), word) : word;
};

/** Shows a command line, then runs it. */
const show = async (...command: readonly string[]): Promise<void> => {
  terminal.out(`\n$ commission-ledger ${command.map(typed).join(' ')}\n`);
  const code = await run(command, terminal);
  if (code !== exitCode.done) throw new Error(`commission-ledger ${command[0] ?? ''} ended with ${code}.`);
};

/** The answer of a command as data. */
const ask = async (...command: readonly string[]): Promise<unknown> => {
  let answer = '';
  const listening: Terminal = { ...terminal, out: (text) => void (answer += text) };
  await run([...command, '--store', store, '--json'], listening);
  return JSON.parse(answer);
};

terminal.out(`A partner program, from its CRM export to an explained payout.\nSTORE=${store}\n`);
for (const command of crmCommands(
  sampleFolder,
  store,
  payoutDates.filter((date) => date <= today),
))
  await show(...command);

const payouts = (await ask('payouts')) as readonly Readonly<{ payoutId: string; partner: string; date: string }>[];
const shown = payouts.find(({ partner, date }) => partner === 'agent-aster' && date === '2017-07-05') ?? payouts[0];
if (shown === undefined) throw new Error('The sample pays nobody.');
await show('explain', shown.payoutId, '--store', store);
await show('balance', '--as-of', today, '--store', store);
await show('schedule', '--as-of', today, '--store', store);
terminal.out(`\nAsk it more, for instance: npm run -s commission-ledger -- leads --store ${store}\n`);
