import { canonicalJson } from '@commission-ledger/events';
import { hash } from 'node:crypto';

/**
 * SHA-256 of the canonical JSON (RFC 8785), hexadecimal. What stands in the history has its fields in that order already, so
 * that writing it gives the canonical text at once; anything else is left to `canonicalJson`, which says what that text is.
 * @throws NotJson
 */
export const hashOfJson = (json: Readonly<Record<string, unknown>>): string => {
  if (!isOrdered(json)) return hash('sha256', canonicalJson(json));
  const text = JSON.stringify(json);
  // Among what is escaped like this are a NUL and half a character, which are refused.
  return hash('sha256', text.includes('\\u') ? canonicalJson(json) : text);
};

/** Texts, whole numbers, and lists and records of them whose fields are in order; nothing is said of any other. */
const isOrdered = (json: unknown): boolean => {
  if (typeof json === 'string') return true;
  if (typeof json !== 'object' || json === null) return Number.isSafeInteger(json);
  if (Array.isArray(json)) return json.every(isOrdered);
  if (Object.getPrototypeOf(json) !== Object.prototype) return false;
  let before = '';
  for (const [name, value] of Object.entries(json)) {
    if (name < before || !isOrdered(value)) return false;
    before = name;
  }
  return true;
};
