import type { Said, templates } from './templates.ts';

/** The holes of a template by name, with what may be put into each. */
type HoleKinds = ReadonlyMap<string, string>;

/** Reads the holes out of a template: `{amount:money}` is a hole `amount` of the kind `money`. */
export const holesIn = ({ en }: (typeof templates)[Said['key']]): HoleKinds =>
  new Map([...en.matchAll(/\{(\w+):(\w+)\}/g)].map(([, name = '', kind = '']) => [name, kind]));
