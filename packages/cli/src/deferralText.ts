import type { DeferralRow } from '@commission-ledger/projections';
import type { Words } from './words.ts';

/** Why something due is not paid, and until when, where that is known. */
export const deferralText = ({ reason, until }: Pick<DeferralRow, 'reason' | 'until'>, words: Words): string =>
  until === null ? words.reasons[reason] : words.coolingOff(until);
