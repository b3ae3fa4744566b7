import { afterEach, expect, it } from 'vitest';
import { commandLine } from './commandLine.ts';

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

const emptyLine = () => {
  const line = commandLine();
  clean.push(line.remove);
  return line;
};

const few = ['simulate', '--partners', '2', '--leads', '9', '--months', '2'];

it('plays a program that the other commands can be tried on', async () => {
  const line = emptyLine();
  const { code, out } = await line.said(
    'simulate',
    '--partners',
    '2',
    '--leads',
    '20',
    '--months',
    '3',
    '--from',
    '2026-03',
  );
  expect(code).toBe(0);
  expect(out).toMatch(/^Simulated program: \d+ commands played\.\n/);
  expect(await line.json('leads')).toHaveLength(20);
  expect(await line.json('balance')).not.toHaveLength(0);
  expect((await line.said('statements', '--period', '2026-04')).out).toMatch(/Together/);
});

it('plays the same for the same seed, and another for another', async () => {
  const played = async (...seed: readonly string[]) => {
    const line = emptyLine();
    await line.said(...few, ...seed);
    return line.json('leads');
  };
  const first = await played();
  expect(await played('--seed', '1')).toEqual(first);
  expect(await played('--seed', '2')).not.toEqual(first);
});

it('ends with the last month by default, and needs an empty store', async () => {
  const line = emptyLine();
  expect(await line.json(...few)).toMatchObject({
    program: 'simulated',
    from: '2026-07',
    months: 2,
    seed: 1,
  });
  expect(await line.said(...few)).toMatchObject({ code: 1, err: expect.stringContaining('holds a history already') });
});

it.each([
  ['--leads', 'many'],
  ['--leads', '0'],
  ['--partners', '-1'],
  ['--months', '1.5'],
  ['--from', '2026'],
])('has no %s %s', async (option, value) => {
  expect(await emptyLine().said(...few, option, value)).toMatchObject({ code: 2 });
});
