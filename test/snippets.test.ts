import { afterAll, describe, expect, it } from 'vitest';

import { pagesOfTheProject } from './snippets/pages.ts';
import { canFollow, newReader } from './snippets/reader.ts';
import { abridgedLike, commandsOf, snippetsOf } from './snippets/snippet.ts';

const pages = pagesOfTheProject().map(({ path, text }) => ({ path, snippets: snippetsOf(text).filter(canFollow) }));

describe.concurrent.each(pages.filter(({ snippets }) => snippets.length > 0))('$path', ({ snippets }) => {
  const reader = newReader();
  afterAll(reader.leave);
  const programs = snippets.filter(({ language }) => language === 'ts');
  const commands = snippets.filter(({ language }) => language === 'sh');

  it.concurrent.each(programs)('prints what it promises at line $line', async (snippet) => {
    const printed = (await reader.follow(snippet)).trimEnd();
    expect(abridgedLike(snippet.output, printed)).toBe(snippet.output);
  });

  if (commands.length === 0) return;
  it('shows what its commands show, one after another', async () => {
    for (const snippet of commands) {
      const shown = (await reader.follow(snippet)).trimEnd();
      expect(abridgedLike(snippet.output, shown), `line ${snippet.line}`).toBe(snippet.output);
    }
  }, 120_000);
});

describe('a page', () => {
  const page = [
    'Text.',
    '```ts',
    'console.log(1);',
    '```',
    '',
    '```text',
    '1',
    '```',
    '```ts',
    'const alone = true;',
    '```',
    'More text.',
    '```text',
    'not an output',
    '```',
    '```sh',
    'commission-ledger init',
    '```',
    '```text',
    'done',
    '```',
  ].join('\n');

  it('promises an output where a text block follows directly', () => {
    expect(snippetsOf(page)).toEqual([
      { language: 'ts', line: 2, code: 'console.log(1);', output: '1' },
      { language: 'sh', line: 16, code: 'commission-ledger init', output: 'done' },
    ]);
  });

  it('may leave lines out with a line of three dots', () => {
    expect(abridgedLike('first\n…\nlast', 'first\nsecond\nthird\nlast')).toBe('first\n…\nlast');
    expect(abridgedLike('first\n…', 'first')).toBe('first\n…');
    expect(abridgedLike('first\n…\nlast', 'first\nsecond')).toBe('first\nsecond');
    expect(abridgedLike('1.5', '1x5')).toBe('1x5');
  });

  it('writes commands as one types them', () => {
    expect(commandsOf('# first\ncommission-ledger import \\\n  "my file.csv" --as=\'x y\'\nls')).toEqual([
      ['commission-ledger', 'import', 'my file.csv', '--as=x y'],
      ['ls'],
    ]);
  });

  it('is followed only where it starts programs of this project', () => {
    const typed = (code: string) => canFollow({ language: 'sh', line: 1, code, output: '' });
    expect(typed('npx commission-ledger balance --json')).toBe(true);
    expect(typed('commission-ledger balance\ncurl https://example.org')).toBe(false);
  });
});
