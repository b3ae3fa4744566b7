import { tamperedDocuments } from './tamperedDocuments.ts';
import { tamperedHistories } from './tamperedHistories.ts';
import { tamperedParts } from './tamperedParts.ts';
import type { Tampering } from './tampering.ts';

/** All of them. */
export const tamperings: readonly Tampering[] = [...tamperedHistories, ...tamperedParts, ...tamperedDocuments];
