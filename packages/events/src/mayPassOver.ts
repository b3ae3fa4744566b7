import { catalogue } from './catalogue/index.ts';
import { HashedFrame } from './hashedFrame.ts';
import type { StoredFrame } from './storedFrame.ts';

/**
 * Whether those who do not read events of this type may pass over this one without parsing it: the end of its frame says
 * that it is that very event, of a type and a schema that this release knows. What `readEvent` refuses for any other
 * reason than its text or its data is never passed over.
 */
export const mayPassOver = (stored: StoredFrame): boolean => {
  const known = schemas.get(stored.type);
  const schema = known === undefined ? undefined : HashedFrame.tailOf(stored)?.schema;
  return known !== undefined && schema !== undefined && schema >= 1 && schema <= known;
};

const schemas: ReadonlyMap<string, number> = new Map(
  Object.entries(catalogue).map(([type, { schema }]) => [type, schema]),
);
