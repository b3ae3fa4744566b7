import type { PlanDocument } from '../../src/index.ts';

/** A place in a document (JSON Pointer; `-` is the end of a list) and what shall stand there; `undefined` takes it out. */
export type Edit = readonly [pointer: string, value: unknown];

/** The document with these edits, one after the other. */
export const edited = (document: PlanDocument, ...edits: readonly Edit[]): PlanDocument =>
  edits.reduce<unknown>(
    (json, [pointer, value]) => put(json, pointer.split('/').slice(1), value),
    document,
  ) as PlanDocument;

const put = (json: unknown, [key = '', ...rest]: readonly string[], value: unknown): unknown => {
  const inner = (old: unknown): unknown => (rest.length === 0 ? value : put(old, rest, value));
  if (Array.isArray(json)) {
    const index = key === '-' ? json.length : Number(key);
    const now = inner(json[index]);
    return now === undefined ? json.toSpliced(index, 1) : json.toSpliced(index, 1, now);
  }
  const record = { ...(json as Record<string, unknown> | undefined) };
  const now = inner(record[key]);
  if (now === undefined) delete record[key];
  else record[key] = now;
  return record;
};
