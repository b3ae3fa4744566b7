/** How deeply the JSON of a row may be nested: an export's row is flat, an encrypted field is not much deeper. */
const DEEPEST = 16;

const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** The object in a line of JSON, or why there is none: no duplicate or dangerous field, not too deep, no half characters. */
export const strictJsonObject = (text: string): Readonly<Record<string, unknown>> | string => {
  // Before parsing, because a parser that follows every bracket needs a stack for it.
  const depth = depthOf(text);
  if (depth > DEEPEST) return `is nested deeper than ${DEEPEST} levels`;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return 'is no JSON; write one object to a line';
  }
  if (!isObject(parsed)) return 'is no JSON object; write one object to a line';
  return objectionToFields(text) ?? objectionToText(parsed) ?? parsed;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The strings and the marks between them, in one pass whatever the text is. */
function* tokensOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') {
      const start = at;
      at += 1;
      while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
      yield text.slice(start, at + 1);
    } else if ('{}[]:'.includes(character)) yield character;
  }
}

const depthOf = (text: string): number => {
  let depth = 0;
  let deepest = 0;
  for (const token of tokensOf(text)) {
    if (token === '{' || token === '[') deepest = Math.max(deepest, (depth += 1));
    else if (token === '}' || token === ']') depth -= 1;
    if (deepest > DEEPEST) return deepest;
  }
  return deepest;
};

/** Looks at the text, where a field that stands twice still does. It is JSON, so a string before a colon is a name. */
const objectionToFields = (text: string): string | undefined => {
  const open: Set<string>[] = [];
  let last = '';
  for (const token of tokensOf(text)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const name = String(JSON.parse(last));
      const fields = open.at(-1);
      if (FORBIDDEN.has(name)) return `has a field ${name}, which is not allowed`;
      if (fields?.has(name) === true) return `has the field '${name.slice(0, 40)}' twice`;
      fields?.add(name);
    }
    last = token;
  }
  return undefined;
};

const objectionToText = (value: unknown): string | undefined => {
  if (typeof value === 'string') {
    if (/\p{Cs}/u.test(value)) return 'contains half of a character (a lone surrogate)';
    return value.includes('\0') ? 'contains the character NUL; take it out' : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inside] of Object.entries(value)) {
    const objection = objectionToText(name) ?? objectionToText(inside);
    if (objection !== undefined) return objection;
  }
  return undefined;
};
