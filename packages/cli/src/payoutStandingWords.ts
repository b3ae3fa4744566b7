import type { Locale } from '@commission-ledger/locale';

/** Where the amounts of a payout are now that did not arrive; `undefined`: nothing has paid them since. */
type Now = Readonly<{ payout: string; arrived: string | undefined }> | undefined;

/** How it went on with a payout, in a sentence. */
type PayoutStandingWords = Readonly<{
  arrived: (on: string, reference: string) => string;
  calledOff: (on: string, reason: string, now: Now) => string;
  failed: (on: string, reason: string, now: Now) => string;
  onItsWay: (since: string) => string;
}>;

const nowInEnglish = (now: Now): string => {
  if (now === undefined) return 'its lines wait for a payout again';
  return now.arrived === undefined
    ? `its lines are on their way with ${now.payout}`
    : `its lines were paid with ${now.payout}, which arrived ${now.arrived}`;
};

const nowInRussian = (now: Now): string => {
  if (now === undefined) return 'её суммы снова ждут выплаты';
  return now.arrived === undefined
    ? `её суммы в пути с выплатой ${now.payout}`
    : `её суммы выплачены выплатой ${now.payout}, она пришла ${now.arrived}`;
};

/** In each language. */
export const payoutStandingWords: Readonly<Record<Locale, PayoutStandingWords>> = {
  en: {
    arrived: (on, reference) => `Arrived ${on}, reference ${reference}.`,
    calledOff: (on, reason, now) => `Called off on ${on}: ${reason}; ${nowInEnglish(now)}.`,
    failed: (on, reason, now) => `Did not go through on ${on}: ${reason}; ${nowInEnglish(now)}.`,
    onItsWay: (since) => `On its way since ${since}; not confirmed yet.`,
  },
  ru: {
    arrived: (on, reference) => `Пришла ${on}, номер в банке ${reference}.`,
    calledOff: (on, reason, now) => `Отозвана ${on}: ${reason}; ${nowInRussian(now)}.`,
    failed: (on, reason, now) => `Не прошла ${on}: ${reason}; ${nowInRussian(now)}.`,
    onItsWay: (since) => `В пути с ${since}; подтверждения ещё нет.`,
  },
};
