import { sentence } from '../sentence.ts';

/** What a payout of many lines adds up. */
export const payoutTemplates = {
  payoutHas: sentence('It has {lines:lines}.', 'В выплате {lines:lines}.'),
  payoutDigest: sentence('digest of the lines: {digest:text}', 'отпечаток строк: {digest:text}'),
  payoutArrives: sentence(
    '{amount:money} {currency:text} arrives after taxes and fees.',
    'К получению после налогов и комиссий: {amount:money} {currency:text}.',
  ),
  payoutSelected: sentence(
    '{selected:lines} of {lines:text} are shown, the rest is left out.',
    'Показано: {selected:lines} из {lines:text}, остальное опущено.',
  ),
  payoutByClause: sentence('{clause:text}: {lines:lines}', '{clause:text}: {lines:lines}'),
  payoutReversals: sentence('commission taken back: {lines:lines}', 'снятая комиссия: {lines:lines}'),
  payoutTrueUps: sentence('calculated anew: {lines:lines}', 'рассчитано заново: {lines:lines}'),
  payoutCorrections: sentence('corrections by hand: {lines:lines}', 'поправки вручную: {lines:lines}'),
  payoutDraws: sentence('draws, and what is paid back of them: {lines:lines}', 'авансы и их зачёт: {lines:lines}'),
  payoutWrittenOff: sentence('written off or set apart: {lines:lines}', 'списано или отложено: {lines:lines}'),
  payoutDealLine: sentence('{deal:text}, payable from {matures:date}', '{deal:text}, к выплате с {matures:date}'),
  payoutPlainLine: sentence('payable from {matures:date}', 'к выплате с {matures:date}'),
  payoutEarlier: sentence('{lines:lines} before these', 'до них {lines:lines}'),
  payoutOthers: sentence('{others:others}', '{others:others}'),
} as const;
