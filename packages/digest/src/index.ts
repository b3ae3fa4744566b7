export type * from './digest.ts';
export { digestHash, digestIdOf, type DigestScope } from './digestIdOf.ts';
export { digestHtml } from './digestHtml.ts';
export { digestMessage } from './digestMessage.ts';
export { digestOf } from './digestOf.ts';
export { digestText } from './digestText.ts';
