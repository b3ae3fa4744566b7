/** A piece of a page. Texts are plain: nothing in them is markup. */
export type Block =
  | Readonly<{ heading: string; level: 1 | 2 | 3 }>
  | Readonly<{ paragraph: string }>
  | Readonly<{ list: readonly Item[] }>
  | Readonly<{ table: Readonly<{ head: readonly string[]; rows: readonly (readonly string[])[] }> }>;

/** A point of a list, and the points below it. */
export type Item = Readonly<{ text: string; below: readonly Item[] }>;

/** The page as Markdown (GitHub's, with tables). Whatever people wrote in titles stays text. */
export const markdownOf = (blocks: readonly Block[]): string => `${blocks.map(blockOf).join('\n\n')}\n`;

const blockOf = (block: Block): string => {
  if ('heading' in block) return `${'#'.repeat(block.level)} ${plain(block.heading)}`;
  if ('paragraph' in block) return plain(block.paragraph);
  if ('list' in block) return block.list.flatMap((item) => itemLines(item, '')).join('\n');
  const { head, rows } = block.table;
  return [row(head), row(head.map(() => '---')), ...rows.map((cells) => row(cells.map(plain)))].join('\n');
};

const itemLines = ({ text, below }: Item, indent: string): readonly string[] => [
  `${indent}- ${plain(text)}`,
  ...below.flatMap((item) => itemLines(item, `${indent}  `)),
];

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Text that Markdown and HTML leave alone. */
const plain = (text: string): string =>
  text
    .replaceAll(/\s+/g, (space) => (space.includes('\u00A0') ? '\u00A0' : ' '))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_{}[\]|~#]/g, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^([-+=])(?=[\s=-]|$)/, '\\$1')
    .replaceAll(/(https?|ftp)(:\/\/)/gi, '$1&#58;//')
    .replaceAll(/(www)\./gi, '$1&#46;')
    .replaceAll('@', '&#64;');
