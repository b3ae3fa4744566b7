import * as t from 'io-ts';
import { Id } from '../id.ts';
import { PlainText, happened } from './vocabulary.ts';

/** The key of a subject was destroyed: their personal data can be read nowhere any more. */
export const SubjectErased = t.readonly(t.type({ subject: Id, reason: PlainText, by: PlainText, ...happened }));
