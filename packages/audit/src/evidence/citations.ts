import { type Frame, categoryOf, isId, isStreamName } from '@commission-ledger/events';

/** The fields that name something by its id, and the category of the stream that it has. */
const CATEGORIES: ReadonlyMap<string, string> = new Map([
  ['deal', 'deal'],
  ['lead', 'lead'],
  ['inquiry', 'inquiry'],
  ['plan', 'plan'],
  ['run', 'payoutrun'],
  ['program', 'program'],
  ['subject', 'subject'],
]);

/** The streams that the data of an event point to, at any depth: by a stream's name, or by the id of what has one. */
export const citationsIn = ({ data }: Pick<Frame, 'data'>): ReadonlySet<string> => {
  const found = new Set<string>();
  collect(data, found);
  return found;
};

const collect = (value: unknown, found: Set<string>): void => {
  if (typeof value !== 'object' || value === null) return;
  if ('kind' in value && value.kind === 'inquiry' && 'id' in value) cite('inquiry', value.id, found);
  for (const [name, inner] of Object.entries(value)) {
    const category = CATEGORIES.get(name);
    if (name === 'stream' && typeof inner === 'string' && isStreamName(inner)) found.add(inner);
    else if (category !== undefined && typeof inner === 'string') cite(category, inner, found);
    else collect(inner, found);
  }
};

const cite = (category: string, id: unknown, found: Set<string>): void => {
  if (typeof id === 'string' && isId(id)) found.add(`${category}-${id}`);
};

/** Those of these categories. */
export const ofCategories = (streams: Iterable<string>, categories: ReadonlySet<string>): readonly string[] =>
  [...streams].filter((stream) => categories.has(categoryOf(stream)));

/**
 * Whether an event names one of the partners: a field `partner`, at any depth of its data, has the id. Of canonical JSON
 * the text tells, because quotes inside of texts are escaped.
 */
export const namesPartner = (body: string, partners: ReadonlySet<string>): boolean => {
  for (const [, partner = ''] of body.matchAll(/"partner":"([\w-]+)"/g)) if (partners.has(partner)) return true;
  return false;
};
