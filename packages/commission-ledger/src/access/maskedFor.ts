import {
  maskExplanation,
  maskReply,
  namedIn,
  type Explanation,
  type Masking,
  type Reply,
} from '@commission-ledger/explainer';
import { type DocumentStore, leadOf } from '@commission-ledger/projections';
import type { Asker } from './scopedQuestions.ts';
import type { Within } from './within.ts';

/** Somebody who is answered without a word about partners outside their scope, nor about their leads. */
export const maskedFor = (documents: DocumentStore, within: Within, key: string | Uint8Array): Asker => {
  const masking = async (answer: Explanation | Reply): Promise<Masking> => {
    const { partners, leads } = namedIn(answer);
    const named = new Set<string>();
    for (const partner of partners) if (await within(partner)) named.add(partner);
    const leadsOfOthers = new Set<string>();
    for (const lead of leads) {
      const known = await leadOf(documents, lead);
      if (known !== undefined && !(await within(known.partner))) leadsOfOthers.add(lead);
    }
    return { named, leadsOfOthers, key };
  };
  return {
    explanation: async (explanation) => maskExplanation(explanation, await masking(explanation)),
    reply: async (reply) => maskReply(reply, await masking(reply)),
  };
};
