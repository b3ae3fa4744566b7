import canonicalize from 'canonicalize';
import type { Renderer } from './renderer.ts';

/** The document as canonical JSON (RFC 8785): the same history gives the same bytes, so that they can be hashed and kept. */
export const renderJson: Renderer = (document) => `${canonicalize(document) ?? ''}\n`;
