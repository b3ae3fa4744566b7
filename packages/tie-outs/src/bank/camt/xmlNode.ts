import { XMLParser, XMLValidator } from 'fast-xml-parser';
import * as E from 'fp-ts/lib/Either.js';
import type { StatementFailure } from '../statementFailure.ts';

/** An element without the prefix of its namespace: its attributes, what stands in it, and its text. */
export type XmlNode = Readonly<{
  name: string;
  /** The namespace that the element itself declares for its name; empty when it declares none. */
  namespace: string;
  attributes: ReadonlyMap<string, string>;
  children: readonly XmlNode[];
  text: string;
}>;

/**
 * Nothing is turned into numbers, nothing is expanded, and the order is kept. Entities stay as they are written, so that
 * none is ever looked up.
 */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  trimValues: true,
  maxNestedTags: 60,
});

/** Reads an XML document. One with a document type is refused before it is parsed. */
export const xmlNode = (xml: string): E.Either<StatementFailure, XmlNode> => {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) return E.left({ _tag: 'DocumentTypeRefused' });
  const text = xml.replace(/^\uFEFF/, '');
  const checked = XMLValidator.validate(text);
  if (checked !== true) return E.left({ _tag: 'NotXml', problem: `${checked.err.msg} (line ${checked.err.line})` });
  const parsed = parsedOrProblem(text);
  if (E.isLeft(parsed)) return parsed;
  const [root, ...others] = nodesIn(parsed.right);
  return root === undefined || others.length > 0
    ? E.left({ _tag: 'NotXml', problem: 'it has not one element around everything' })
    : E.right(root);
};

/** The parser throws at what is too deep or has a forbidden name. */
const parsedOrProblem = (text: string): E.Either<StatementFailure, unknown> => {
  try {
    return E.right(parser.parse(text));
  } catch (error) {
    return E.left({ _tag: 'NotXml', problem: error instanceof Error ? error.message : String(error) });
  }
};

/** An element is an object with its name as a field, and its attributes beside it. */
const nodesIn = (parsed: unknown): readonly XmlNode[] =>
  !Array.isArray(parsed)
    ? []
    : parsed.flatMap((item: unknown) => {
        if (!isObject(item)) return [];
        const name = Object.keys(item).find((key) => key !== ':@' && key !== '#text');
        return name === undefined ? [] : [nodeOf(name, item[name], item[':@'])];
      });

const nodeOf = (name: string, inside: unknown, attributes: unknown): XmlNode => {
  const given = isObject(attributes) ? Object.entries(attributes) : [];
  const known = new Map(given.map(([key, value]) => [key, decodedText(String(value))]));
  const [prefix, local] = name.includes(':') ? name.split(':', 2) : ['', name];
  const texts = Array.isArray(inside)
    ? inside.flatMap((item: unknown) => (isObject(item) && '#text' in item ? [String(item['#text'])] : []))
    : [];
  return {
    name: local ?? name,
    namespace: known.get(prefix === '' ? 'xmlns' : `xmlns:${prefix}`) ?? '',
    attributes: known,
    children: nodesIn(inside),
    text: decodedText(texts.join('')).trim(),
  };
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The five characters that XML has names for, and characters by number; each is decoded once. */
const decodedText = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos));/gi, (written, decimal, hex, name) => {
    if (typeof name === 'string') return NAMED[name] ?? written;
    const point = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '�';
  });
