/** How deeply a frame may be nested, itself included. */
export const MAX_DEPTH = 64;

/** How long a frame may be, in UTF-16 units: what the event databases that we know take as one event. */
export const MAX_FRAME_LENGTH = 16 * 1024 * 1024;

/** Names that change an object's behaviour instead of naming a field. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether this may name a field. */
export const isFieldName = (key: string): boolean => !FORBIDDEN_KEYS.has(key);

/** What is wrong with a text that is to be parsed, looked at before parsing when it is long enough to be dangerous. */
export const objectionToText = (text: string): string | undefined => {
  if (text.length > MAX_FRAME_LENGTH) return `it is longer than ${MAX_FRAME_LENGTH} characters`;
  return text.length > 65_536 && isTooDeep(text) ? tooDeep : undefined;
};

/**
 * Whether a text, once it is parsed, certainly has nothing that {@link objectionToJson} objects to: too few brackets for
 * too deep a nesting, no forbidden name, and no escape that could hide one. Far quicker than looking at each field.
 */
export const isHarmless = (text: string): boolean =>
  !text.includes('\\') && !FORBIDDEN_TEXT.test(text) && countOf('{', text) + countOf('[', text) <= MAX_DEPTH;

const FORBIDDEN_TEXT = new RegExp([...FORBIDDEN_KEYS].join('|'));

const countOf = (bracket: string, text: string): number => {
  let count = 0;
  for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) count += 1;
  return count;
};

/** What is wrong with parsed JSON: nested too deeply, or a field with a forbidden name, however its text was escaped. */
export const objectionToJson = (value: unknown): string | undefined => objectionTo(value, 1);

const tooDeep = `it is nested deeper than ${MAX_DEPTH} levels`;

const objectionTo = (value: unknown, depth: number): string | undefined => {
  if (!isContainer(value)) return undefined;
  if (depth > MAX_DEPTH) return tooDeep;
  if (Array.isArray(value)) return objectionToItems(value, depth);
  // What was parsed has no inherited fields.
  for (const key in value) {
    if (FORBIDDEN_KEYS.has(key)) return `it has a field named ${key}`;
    const inner = value[key];
    if (!isContainer(inner)) continue;
    const objection = objectionTo(inner, depth + 1);
    if (objection !== undefined) return objection;
  }
  return undefined;
};

const isContainer = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const objectionToItems = (items: readonly unknown[], depth: number): string | undefined => {
  for (const item of items) {
    const objection = objectionTo(item, depth + 1);
    if (objection !== undefined) return objection;
  }
  return undefined;
};

const isTooDeep = (text: string): boolean => {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    if (inString) {
      if (character === BACKSLASH) index += 1;
      else if (character === QUOTE) inString = false;
    } else if (character === QUOTE) inString = true;
    else if (character === OPEN_OBJECT || character === OPEN_ARRAY) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (character === CLOSE_OBJECT || character === CLOSE_ARRAY) depth -= 1;
  }
  return false;
};

const [QUOTE, BACKSLASH, OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d];
