import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Runs a script of this folder in a process of its own; what it tells before it ends. */
export const toldBy = async <Told>(script: string, ...args: readonly string[]): Promise<Told> => {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), [...args]);
  const exited = once(child, 'exit');
  const [told]: Told[] = await Promise.race([
    once(child, 'message'),
    exited.then(([code]) => {
      throw new Error(`${script} ended with ${code} and told nothing.`);
    }),
  ]);
  await exited;
  if (told === undefined) throw new Error(`${script} told nothing.`);
  return told;
};
