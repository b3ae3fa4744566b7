import { type ScanOrder, scanRange } from '@commission-ledger/audit';
import { processTerminal } from '../terminal.ts';
import { openToVerify } from './verifyStore.ts';

/** Looks at ranges of a file, one after another, and answers each order in turn with its parts. */
const isOrder = (message: unknown): message is ScanOrder =>
  typeof message === 'object' && message !== null && 'through' in message;

const [file] = process.argv.slice(2);
const history = file === undefined ? undefined : openToVerify({ kind: 'sqlite', path: file }, processTerminal());
// Who asks learns from each order that the file does not open.
history?.catch(() => undefined);

const answer = async (order: ScanOrder): Promise<void> => {
  try {
    const opened = await history;
    process.send?.(opened === undefined ? [] : await scanRange(opened.events, order));
  } catch {
    // What cannot be read here is read once more by who asks, who then says what is wrong with it.
    process.send?.([]);
  }
};

let work = Promise.resolve();
process.on('message', (message) => {
  if (isOrder(message)) work = work.then(() => answer(message));
});
// Nobody waits for the result any more.
process.once('disconnect', () => process.exit());
