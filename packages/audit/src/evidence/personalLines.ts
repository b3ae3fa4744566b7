import type { EventStore } from '@commission-ledger/event-store';
import { Prospect } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Reveal } from './evidenceRequest.ts';
import { pagesOf } from './historyUntil.ts';
import { jsonLine } from './jsonWithList.ts';
import { packedFrame } from './packedFrame.ts';

/**
 * The personal data of the prospects of a pack, one lead a line, in the order of the history. Of who was erased the line
 * says only that. What the host keeps under a reference of its own is not here.
 */
export async function* personalLines(
  store: EventStore,
  isPacked: (stream: string) => boolean,
  reveal: Reveal,
): AsyncGenerator<string, void, undefined> {
  for await (const page of pagesOf(store)) {
    for (const stored of page) {
      if (stored.type !== 'LeadSubmitted' || !isPacked(stored.stream)) continue;
      const { data } = packedFrame(stored);
      const prospect = Prospect.decode(data['prospect']);
      const lead = data['lead'];
      if (typeof lead !== 'string' || E.isLeft(prospect) || !('encrypted' in prospect.right)) continue;
      const { subject } = prospect.right.encrypted;
      const revealed = await reveal({ lead, prospect: prospect.right });
      switch (revealed._tag) {
        case 'Revealed':
          yield jsonLine({ lead, subject, fields: revealed.fields });
          break;
        case 'Erased':
          yield jsonLine({ lead, subject, erased: true });
          break;
        case 'Unreadable':
          yield jsonLine({ lead, subject, unreadable: revealed.problem });
          break;
      }
    }
  }
}
