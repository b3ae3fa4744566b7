import type { EventType } from '@commission-ledger/events';
import type { Locale } from '@commission-ledger/locale';
import { words } from '../words.ts';

type Codes = Readonly<Record<string, Readonly<Record<Locale, string>>>>;

const inquiry: Codes = {
  granted: { en: 'granted', ru: 'удовлетворено' },
  declined: { en: 'declined', ru: 'отклонено' },
  answered: { en: 'answered', ru: 'дан ответ' },
  withdrawn: { en: 'withdrawn', ru: 'отозвано' },
};

const bank: Codes = { won: { en: 'won', ru: 'выигран' }, lost: { en: 'lost', ru: 'проигран' } };

/** The fixed reasons and outcomes of some events. What people wrote stays as they wrote it. */
const codes: Partial<Readonly<Record<EventType, Codes>>> = {
  InquiryResolved: inquiry,
  ChargebackDecided: bank,
  AccrualReleased: { ...inquiry, ...bank },
  LeadClaimed: {
    granted: { en: 'it is theirs now', ru: 'теперь закреплён' },
    own: { en: 'it was theirs before', ru: 'был закреплён и раньше' },
    protected: { en: 'it belongs to another partner', ru: 'закреплён за другим партнёром' },
  },
  AccrualEvaluated: {
    'no-rule-applies': { en: 'no rule applies', ru: 'ни одно правило не подходит' },
    'amount-is-zero': { en: 'the amount is zero', ru: 'сумма равна нулю' },
    suspended: { en: 'the partner is suspended', ru: 'участие партнёра приостановлено' },
    'refund-counted': { en: 'a refund was counted', ru: 'учтён возврат' },
  },
};

/** The reason or the outcome that an event gives, in the words of a language. */
export const replayReason = (type: EventType | undefined, reason: string, locale: Locale): string => {
  if (type === 'PayoutDeferred') return new Map(Object.entries(words[locale].reasons)).get(reason) ?? reason;
  const known = type && codes[type];
  return known !== undefined && Object.hasOwn(known, reason) ? (known[reason]?.[locale] ?? reason) : reason;
};
