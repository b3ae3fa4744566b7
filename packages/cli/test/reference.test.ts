import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../src/program.ts';
import { commandLine } from './commandLine.ts';

const page = readFileSync(fileURLToPath(new URL('../../../docs/reference/command-line.md', import.meta.url)), 'utf8');

/** What the page says under the heading of a command, up to the next one. */
const sectionOf = (name: string): string => {
  const [, section] = new RegExp(`\n## ${name}\n([^]*?)(?=\n## |$)`).exec(page) ?? [];
  return section ?? '';
};

const program = buildProgram(
  {
    out: () => {},
    err: () => {},
    interactive: false,
    color: false,
    columns: 100,
    env: {},
    clock: () => 0,
  },
  () => {},
);

const flagsOf = (command: Command): readonly string[] =>
  command.options.flatMap(({ long, hidden }) => (long === undefined || long === null || hidden ? [] : [long]));

describe('the reference of the command line', () => {
  it.each(program.commands.map((command) => [command.name(), command] as const))(
    'has %s, with all its options',
    (name, command) => {
      const section = sectionOf(name);
      expect(section).not.toBe('');
      for (const flag of flagsOf(command)) expect(page).toContain(`\`${flag}`);
      if (name === 'record') return;
      for (const below of command.commands) {
        expect(section).toMatch(new RegExp(`\\b${below.name()}\\b`));
        for (const flag of flagsOf(below)) expect(page).toContain(`\`${flag}`);
      }
    },
  );

  it('has the options of every command', () => {
    const section = sectionOf('Options of every command');
    for (const flag of flagsOf(program)) expect(section).toContain(flag);
  });

  it('names every environment variable that stands for an option', async () => {
    const variables = [program, ...program.commands].flatMap(({ options }) =>
      options.flatMap(({ envVar }) => envVar ?? []),
    );
    expect(variables.length).toBeGreaterThan(3);
    for (const variable of variables) expect(page).toContain(`\`${variable}\``);
    const line = commandLine();
    const { out } = await line.said('--help');
    line.remove();
    expect(out).toContain('COMMISSION_LEDGER_READ_MODELS');
  });
});
