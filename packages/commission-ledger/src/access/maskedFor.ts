import {
  maskExplanation,
  maskReply,
  namedIn,
  type Explanation,
  type Masking,
  type Reply,
} from '@commission-ledger/explainer';
import { type DocumentStore, leadOf, partnerOf } from '@commission-ledger/projections';
import type { Asker } from './scopedQuestions.ts';
import type { Within } from './within.ts';

/** Somebody who is answered without a word about partners outside their scope, nor about their leads. */
export const maskedFor = (documents: DocumentStore, within: Within, key: string | Uint8Array): Asker => {
  const masking = async (answer: Explanation | Reply): Promise<Masking> => {
    const { partners, leads, actors } = namedIn(answer);
    const named = new Set<string>();
    for (const partner of partners) if (await within(partner)) named.add(partner);
    const others = new Set<string>();
    for (const lead of leads) {
      const known = await leadOf(documents, lead);
      if (known !== undefined && !(await within(known.partner))) others.add(lead);
    }
    // Who is no partner is of the house.
    for (const actor of actors)
      if ((await partnerOf(documents, actor)) !== undefined && !(await within(actor))) others.add(actor);
    return { named, others, key };
  };
  return {
    explanation: async (explanation) => maskExplanation(explanation, await masking(explanation)),
    reply: async (reply) => maskReply(reply, await masking(reply)),
  };
};
