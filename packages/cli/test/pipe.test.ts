import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const start = (flags: readonly string[], ...typed: readonly string[]) => {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const all = ['--conditions=@commission-ledger/source', '--import', import.meta.resolve('tsx'), ...flags, main];
  return spawn(process.execPath, [...all, ...typed], { stdio: ['ignore', 'pipe', 'pipe'] });
};

test('a reader who has read enough ends nothing: neither an error nor another exit code', async () => {
  const child = start([], '--help');
  // The pipe is closed before anything is written.
  child.stdout.destroy();
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(said).toBe('');
  expect(code).toBe(0);
});

test('what nobody foresaw ends with a message, not with a trace', async () => {
  const broken = 'process.stdout.write = () => { throw new TypeError("the screen is gone"); };';
  const child = start(['--import', `data:text/javascript,${encodeURIComponent(broken)}`], '--help');
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(said).toMatch(/^commission-ledger cannot go on: the screen is gone\n/);
  expect(said).not.toMatch(/\n +at /);
  expect(code).toBe(1);
});
