import { accountOfStream, categoryOf, type Frame } from '@commission-ledger/events';
import { citationsIn, ofCategories } from './citations.ts';
import type { EvidenceScope } from './evidenceRequest.ts';

/** What belongs to the pack of some partners by names alone. */
export type OwnStreams = Readonly<{
  /** The streams of the program and of the seals. */
  always: readonly string[];
  /** Whether the stream is a partner's, or one of their accounts in the program. */
  isTheirs: (stream: string) => boolean;
  /** Whether an event is of the program, or of none. */
  isOfProgram: (frame: Pick<Frame, 'data'>) => boolean;
  /** The streams that an event of theirs leads to: none, when it is of another program. */
  citedIn: (frame: Pick<Frame, 'data'>) => readonly string[];
}>;

/** What a stream of a partner may lead to. */
const CITED = new Set(['deal', 'lead', 'inquiry', 'claim', 'program', 'plan', 'fx', 'payoutrun', 'subject']);

/** The streams of some partners of a program, in the ledger of this name. */
export const ownStreams = (
  { program, partners }: Extract<EvidenceScope, { kind: 'partners' }>,
  ledger: string,
): OwnStreams => {
  const isOfProgram = ({ data }: Pick<Frame, 'data'>): boolean =>
    data['program'] === undefined || data['program'] === program;
  return {
    always: [`seal-${ledger}`, `program-${program}`],
    isTheirs: (stream) => {
      const account = accountOfStream(stream);
      if (account !== undefined) return account.program === program && partners.includes(account.partner);
      return categoryOf(stream) === 'partner' && partners.includes(stream.slice('partner-'.length));
    },
    isOfProgram,
    citedIn: (frame) => (isOfProgram(frame) ? ofCategories(citationsIn(frame), CITED) : []),
  };
};
