/** A program or a list of commands in a page, and what the page says it prints. */
export type Snippet = Readonly<{ language: 'ts' | 'sh'; line: number; code: string; output: string }>;

type Block = Readonly<{ language: string; line: number; code: string; end: number }>;

const blocksOf = (lines: readonly string[]): readonly Block[] => {
  const blocks: Block[] = [];
  let opened: Readonly<{ fence: string; language: string; at: number }> | undefined;
  for (const [at, line] of lines.entries()) {
    const [, fence, language = ''] = /^(`{3,})\s*(\w*)/.exec(line) ?? [];
    if (opened === undefined) {
      if (fence !== undefined) opened = { fence, language, at };
    } else if (line.trimEnd() === opened.fence) {
      const code = lines.slice(opened.at + 1, at).join('\n');
      blocks.push({ language: opened.language, line: opened.at + 1, code, end: at });
      opened = undefined;
    }
  }
  return blocks;
};

const isRunnable = (language: string): language is Snippet['language'] => language === 'ts' || language === 'sh';

/**
 * The snippets of a Markdown page that promise an output: a `ts` or `sh` block with nothing but blank lines between
 * it and a `text` block. Line numbers count from 1.
 */
export const snippetsOf = (page: string): readonly Snippet[] => {
  const lines = page.split(/\r?\n/);
  const blocks = blocksOf(lines);
  return blocks.flatMap(({ language, line, code, end }, index) => {
    const next = blocks[index + 1];
    if (!isRunnable(language) || next?.language !== 'text') return [];
    const between = lines.slice(end + 1, next.line - 1);
    return between.every((each) => each.trim() === '') ? [{ language, line, code, output: next.code }] : [];
  });
};

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/**
 * What was printed, with a line `…` wherever the promised output has one and any lines may stand; so the two can be
 * compared as they are, and a difference shows as one.
 */
export const abridgedLike = (promised: string, printed: string): string => {
  const lines = promised
    .split('\n')
    .map((line) => (line.trim() === '…' ? String.raw`(?:[^\n]*\n)*` : `${escaped(line)}\n`));
  return new RegExp(`^${lines.join('')}$`).test(`${printed}\n`) ? promised : printed;
};

const word = /(?:"[^"]*"|'[^']*'|[^\s"'])+/g;

/** The commands of an `sh` block, each as its words: `\` continues a line, quotes keep words together. */
export const commandsOf = (code: string): readonly (readonly string[])[] =>
  code
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => (line.match(word) ?? []).map((each) => each.replaceAll(/["']/g, '')));
