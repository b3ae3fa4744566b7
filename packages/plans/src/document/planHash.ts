import canonicalize from 'canonicalize';
import { hash } from 'node:crypto';
import type { PlanDocument } from './planDocument.ts';

/** SHA-256 of the plan's canonical JSON (RFC 8785), hexadecimal: the identity of its text, whatever the order of its fields. */
export const planHash = (document: PlanDocument): string => hash('sha256', canonicalize(document) ?? '');
