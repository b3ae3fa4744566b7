import { createInterface } from 'node:readline/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** Waits after each event; `false` ends the replay. */
export type ReplayPace = Readonly<{ wait: () => Promise<boolean>; end: () => void }>;

/** Goes on at once, after some milliseconds, or when Enter is pressed; `q`, or the end of the input, stops. */
export const replayPace = (asked: Readonly<{ pauseMs: number; step: boolean; prompt: string }>): ReplayPace => {
  if (!asked.step)
    return {
      wait: async () => {
        if (asked.pauseMs > 0) await pause(asked.pauseMs);
        return true;
      },
      end: () => undefined,
    };
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  lines.setPrompt(asked.prompt);
  const typed = lines[Symbol.asyncIterator]();
  return {
    wait: async () => {
      lines.prompt();
      const line = await typed.next();
      return line.done !== true && line.value.trim() !== 'q';
    },
    end: () => lines.close(),
  };
};
