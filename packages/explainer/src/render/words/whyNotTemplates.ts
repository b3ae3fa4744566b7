import { changeTemplates } from './whyNot/changeTemplates.ts';
import { countTemplates } from './whyNot/countTemplates.ts';
import { earningTemplates } from './whyNot/earningTemplates.ts';
import { leadTemplates } from './whyNot/leadTemplates.ts';
import { payingTemplates } from './whyNot/payingTemplates.ts';

/** Why something is not paid, or not there. */
export const whyNotTemplates = {
  ...leadTemplates,
  ...countTemplates,
  ...earningTemplates,
  ...payingTemplates,
  ...changeTemplates,
} as const;
