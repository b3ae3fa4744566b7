import type { Explanation } from '../document/explanation.ts';
import type { Reply } from '../document/reply.ts';
import { rowAt } from './openRow.ts';
import { pageOf } from './pageOf.ts';
import { settingsFor } from './renderer.ts';

/** A number under which nothing stands: as far as there are rows (`within`, empty for none), and which are there. */
export type NoSuchRow = Readonly<{ _tag: 'NoSuchRow'; number: string; within: string; there: readonly string[] }>;

/** One sentence for what is wrong, and what is there instead. */
export const describeNoSuchRow = ({ number, within, there }: NoSuchRow): string => {
  const [first = '', last = ''] = [there[0], there.at(-1)];
  const rows = first === last ? `only ${first}` : `only ${first} to ${last}`;
  const place = within === '' ? 'the answer has' : `below ${within} there is`;
  const asked = JSON.stringify(number.slice(0, 40)).slice(1, -1);
  return `There is no row ${asked}: ${place} ${there.length === 0 ? 'nothing' : rows}.`;
};

/** What is wrong with the number of a row or step that is to be shown on its own; nothing where it is there. */
export const noSuchRow = (document: Explanation | Reply, number: string): NoSuchRow | undefined => {
  const { open: _, ...settings } = settingsFor(document, { depth: 3, all: true });
  const { rows } = pageOf(document, settings, { locale: 'en', names: () => undefined, outside: (text) => text });
  if (rowAt(rows, number) !== undefined) return undefined;
  const parts = number.split('.');
  const beginnings = parts.map((_part, index) => parts.slice(0, index).join('.')).toReversed();
  const within = beginnings.find((beginning) => rowAt(rows, beginning) !== undefined) ?? '';
  const below = within === '' ? rows : (rowAt(rows, within)?.rows ?? []);
  return { _tag: 'NoSuchRow', number, within, there: below.flatMap((row) => row.number ?? []) };
};
