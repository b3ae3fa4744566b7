import Table from 'cli-table3';
import type { Terminal } from './terminal.ts';

/** A column: its heading, and whether it holds amounts, which stand flush right. */
export type Column = Readonly<{ heading: string; amounts?: boolean }>;

/** Rows under headings, ruled lightly; amounts flush right. */
export const table = (columns: readonly Column[], rows: readonly (readonly string[])[], terminal: Terminal): string => {
  const drawn = new Table({
    head: columns.map(({ heading }) => heading),
    colAligns: columns.map(({ amounts }) => (amounts === true ? 'right' : 'left')),
    style: { head: terminal.color ? ['bold'] : [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      right: '',
      'right-mid': '',
      middle: '',
      mid: '',
      'mid-mid': '',
    },
  });
  drawn.push(...rows.map((row) => row.map(shownSafely)));
  return `${drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
};

/** Text from outside cannot move the cursor, ring the bell or turn the writing direction. */
export const shownSafely = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '�');
