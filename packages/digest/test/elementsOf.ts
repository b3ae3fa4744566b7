/** An element of a page: its name, its attributes and how deep it stands. */
export type Element = Readonly<{ name: string; attributes: Readonly<Record<string, string>>; depth: number }>;

/**
 * Reads a page by the rules of XML, strictly, and gives its elements; `text` is all character data, references resolved.
 * @throws Error at the first place that is not well-formed
 */
export const elementsOf = (page: string): Readonly<{ elements: readonly Element[]; text: string }> => {
  const elements: Element[] = [];
  const open: string[] = [];
  let text = '';
  let rest = page.replace(/^<!DOCTYPE html>/, '');
  while (rest !== '') {
    const [characters = ''] = /^[^<]*/.exec(rest) ?? [];
    text += resolved(characters);
    rest = rest.slice(characters.length);
    if (rest === '') break;
    const [tag = '', closes, name = '', attributes = '', empty] =
      /^<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"<]*")*)\s*(\/?)>/.exec(rest) ?? [];
    if (tag === '') throw new Error(`No tag: ${rest.slice(0, 60)}`);
    if (closes === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes something else.`);
    } else {
      elements.push({ name, attributes: attributesIn(attributes), depth: open.length });
      if (empty !== '/') open.push(name);
    }
    rest = rest.slice(tag.length);
  }
  if (open.length > 0) throw new Error(`<${open.join('> <')}> stays open.`);
  return { elements, text };
};

const attributesIn = (text: string): Readonly<Record<string, string>> => {
  const found = [...text.matchAll(/([a-z-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, resolved(value)]);
  if (new Set(found.map(([name]) => name)).size < found.length) throw new Error('An attribute stands twice.');
  return Object.fromEntries(found);
};

const CHARACTERS: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

const resolved = (text: string): string =>
  text.replaceAll(/&[^;]*;?/g, (reference) => {
    const character = CHARACTERS[reference];
    if (character === undefined) throw new Error(`${reference} is no reference.`);
    return character;
  });
