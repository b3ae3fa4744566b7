import cliProgress from 'cli-progress';
import type { Terminal } from './terminal.ts';

/** A bar for work that takes longer than a second, where a person watches. Elsewhere it does nothing. */
export type ProgressBar = Readonly<{ show: (done: number, total: number) => void; end: () => void }>;

const PATIENCE_MS = 1000;

/** Makes a bar; it appears only after a second. */
export const progressBar = (terminal: Terminal, label: string): ProgressBar => {
  if (!terminal.interactive) return { show: () => {}, end: () => {} };
  const bar = new cliProgress.SingleBar(
    {
      format: `${label} {bar} {percentage}% {value}/{total}`,
      clearOnComplete: true,
      // Who stops the command gets their cursor back.
      hideCursor: false,
      stream: process.stderr,
    },
    cliProgress.Presets.shades_classic,
  );
  const startedAt = terminal.clock();
  let shown = false;
  return {
    show: (done, total) => {
      if (!shown && terminal.clock() - startedAt < PATIENCE_MS) return;
      if (shown) bar.setTotal(total);
      else bar.start(total, done);
      shown = true;
      bar.update(done);
    },
    end: () => {
      if (shown) bar.stop();
    },
  };
};
