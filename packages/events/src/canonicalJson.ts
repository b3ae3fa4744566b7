import canonicalize from 'canonicalize';
import { MAX_DEPTH, isFieldName } from './jsonLimits.ts';
import { printable } from './printable.ts';

/** Something that JSON cannot say exactly. It is a defect of the caller, so it is thrown; `path` says where it stands. */
export class NotJson extends TypeError {
  override readonly name = 'NotJson';
  readonly path: string;
  constructor(path: readonly string[], problem: string) {
    const where = path.map((name) => `/${printable(name)}`).join('');
    super(`${where === '' ? 'The value' : where} ${problem}.`);
    this.path = where;
  }
}

/**
 * Canonical JSON (RFC 8785): one text for one value, whatever the order of its fields. A field that is `undefined`
 * counts as absent. All else that JSON would bend, drop or store as other bytes is refused: `NaN` and infinity, `bigint`,
 * dates, maps and other class instances, lone surrogates, NUL, `__proto__` and its like as field names.
 *
 * @throws NotJson
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export const canonicalJson = (value: unknown): string => {
  refuse(value, [], Number.isFinite, new Set());
  return textOf(value);
};

/**
 * {@link canonicalJson} for a value whose numbers must be whole and below 2^53, because amounts and rates are text.
 *
 * @param opaque paths such as `data/document` to another layer's JSON, which may hold any number.
 * @throws NotJson
 */
export const canonicalJsonOfWholes = (value: unknown, opaque: ReadonlySet<string>): string => {
  refuse(value, [], Number.isSafeInteger, opaque);
  return textOf(value);
};

const textOf = (value: unknown): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('What was looked through as JSON has no text.');
  return text;
};

/** `path` is where the walk stands: pushed and popped, because joining it for every field costs more than all else. */
const refuse = (
  value: unknown,
  path: string[],
  allows: (value: number) => boolean,
  opaque: ReadonlySet<string>,
): void => {
  switch (typeof value) {
    case 'string':
      if (isBroken(value)) throw new NotJson(path, 'has a NUL or a lone surrogate');
      return;
    case 'number':
      if (!allows(value)) throw new NotJson(path, 'is a number that has no exact place here');
      return;
    case 'boolean':
      return;
    case 'object':
      if (value === null) return;
      if (path.length >= MAX_DEPTH) throw new NotJson(path, `is nested deeper than ${MAX_DEPTH} levels`);
      return Array.isArray(value)
        ? refuseItems(value, path, allows, opaque)
        : refuseFields(value, path, opaque.size > 0 && opaque.has(path.join('/')) ? Number.isFinite : allows, opaque);
    case 'undefined':
    case 'bigint':
    case 'symbol':
    case 'function':
      throw new NotJson(path, `is of type ${typeof value}, which JSON does not have`);
  }
};

type Refuse<T> = (value: T, ...rest: Parameters<typeof refuse> extends [unknown, ...infer R] ? R : never) => void;

const refuseItems: Refuse<readonly unknown[]> = (items, path, allows, opaque) => {
  // Not `forEach`, which would pass over holes.
  for (let index = 0; index < items.length; index += 1) {
    path.push(`${index}`);
    refuse(items[index], path, allows, opaque);
    path.pop();
  }
};

const refuseFields: Refuse<object> = (value, path, allows, opaque) => {
  if (!isPlain(value)) throw new NotJson(path, 'is an instance of a class');
  for (const [key, inner] of Object.entries(value)) {
    path.push(key);
    if (!isFieldName(key)) throw new NotJson(path, 'has a name that no field may have');
    if (isBroken(key)) throw new NotJson(path, 'has a NUL or a lone surrogate in its name');
    if (inner !== undefined) refuse(inner, path, allows, opaque);
    path.pop();
  }
};

/** An object literal, of this or another realm. */
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

/** A lone surrogate becomes U+FFFD in UTF-8, so its hash would not be that of the stored bytes; databases cut at NUL. */
const isBroken = (text: string): boolean => /[\0\p{Cs}]/u.test(text);
