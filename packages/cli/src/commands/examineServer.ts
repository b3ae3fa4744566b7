import { exitCode } from '../exitCode.ts';
import { fileWords } from '../fileWords.ts';
import { writeJson } from '../json.ts';
import type { GlobalOptions } from '../session.ts';
import { openHistory } from '../stores/openHistory.ts';
import { type StoreAddress, shownStore } from '../stores/storeAddress.ts';
import { shownSafely } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** What `doctor` says of a server: whether it does what a ledger needs. Ends with 1 when it does not. */
export const examineServer = async (
  terminal: Terminal,
  options: GlobalOptions,
  address: Extract<StoreAddress, { kind: 'eventstoredb' }>,
): Promise<number> => {
  const { check, close } = await openHistory(address, terminal, false);
  try {
    const health = await check?.();
    if (health === undefined) throw new Error('A server has a check.');
    const { healthy, problems, ...facts } = health;
    const store = shownStore(options.store);
    if (options.json === true) writeJson(terminal, { store, isSound: healthy, ...facts, problems });
    else {
      const say = fileWords[options.locale];
      const listed = problems.map((problem) => `${say.severity.error}: ${shownSafely(problem)}\n`).join('');
      const verdict = healthy ? say.serverSound : say.serverProblems(problems.length);
      terminal.out(`${say.server}  ${shownSafely(store)}\n\n${listed}${verdict}\n`);
    }
    return healthy ? exitCode.done : exitCode.failed;
  } finally {
    await close();
  }
};
