import type { OpenedSeal, Proved } from '@commission-ledger/seals';
import type { GlobalOptions } from '../session.ts';
import { shownSafely } from '../table.ts';
import { sealNamed } from './sealNamed.ts';
import { sealWords } from './sealWords.ts';

/** What was proved, and under which seal. */
export const provedText = (proved: Proved, locale: GlobalOptions['locale']): string => {
  const say = sealWords[locale];
  const under = (seal: OpenedSeal): string =>
    say.under(sealNamed(seal), seal.signedBy.map(({ name, id }) => `${name}+${id}`).join(', '));
  return linesOf(proved, say, under).map(shownSafely).join('\n');
};

const linesOf = (
  proved: Proved,
  say: (typeof sealWords)[GlobalOptions['locale']],
  under: (seal: OpenedSeal) => string,
): readonly string[] => {
  switch (proved._tag) {
    case 'EventIncluded': {
      const { stream, revision, type } = proved.frame;
      return [say.eventProved(stream, revision, type, proved.index + 1), under(proved.seal)];
    }
    case 'StreamIncluded':
      return [say.streamProved(proved.ending.stream, proved.ending.length), under(proved.seal)];
    case 'Consistent':
      return [say.consistent(proved.first.size, proved.second.size), under(proved.first), under(proved.second)];
  }
};
