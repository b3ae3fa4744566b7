import { maskExplanation, maskReply, type Explanation, type Masking, type Reply } from '@commission-ledger/explainer';
import { type DocumentStore, leadOf } from '@commission-ledger/projections';
import type { PartnerScope } from './scope.ts';
import type { Asker } from './scopedQuestions.ts';

/** A partner, who is answered without a word about others. */
export const maskedFor = (documents: DocumentStore, { partner }: PartnerScope, key: string | Uint8Array): Asker => {
  const masking = async (answer: Explanation | Reply): Promise<Masking> => {
    const leadsOfOthers = new Set<string>();
    for (const lead of leadsCitedIn(answer)) {
      const known = await leadOf(documents, lead);
      if (known !== undefined && known.partner !== partner) leadsOfOthers.add(lead);
    }
    return { viewer: partner, leadsOfOthers, key };
  };
  return {
    partner,
    explanation: async (explanation) => maskExplanation(explanation, await masking(explanation)),
    reply: async (reply) => maskReply(reply, await masking(reply)),
  };
};

/** By their streams, and by their ids where they are spoken of. */
const leadsCitedIn = (answer: Explanation | Reply): ReadonlySet<string> =>
  new Set([...JSON.stringify(answer).matchAll(/"(?:lead-|lead":"|of":")([\w-]+)"/g)].flatMap(([, lead]) => lead ?? []));
