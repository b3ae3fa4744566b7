import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyOf, newLedger, ok, settle } from './world.ts';

type Said = Readonly<{ inquiry: string; verb: 'open' | 'answer' | 'escalate' | 'resolve' | 'reopen'; word: string }>;

const said: fc.Arbitrary<Said> = fc.record({
  inquiry: fc.constantFrom('q1', 'q2'),
  verb: fc.constantFrom('open', 'answer', 'answer', 'escalate', 'resolve', 'reopen'),
  word: fc.constantFrom('yes', 'no'),
});

/** What an inquiry is in words of the brief: who may follow whom, written down once more, by hand. */
const naive = () => {
  const inquiries = new Map<string, Readonly<{ state: string; last: string }>>();
  return ({ inquiry, verb, word }: Said): 'recorded' | 'nothing new' | 'refused' => {
    const now = inquiries.get(inquiry);
    const saying = `${verb} ${word}`;
    if (verb === 'open') {
      if (now === undefined) inquiries.set(inquiry, { state: 'waits for the program', last: saying });
      return now === undefined ? 'recorded' : 'nothing new';
    }
    if (now === undefined) return 'refused';
    if (now.last === saying) return 'nothing new';
    if (verb === 'reopen' && now.state === 'waits for the program') return 'refused';
    if (verb !== 'reopen' && now.state === 'over') return 'refused';
    const next = {
      answer: 'waits for the partner',
      escalate: now.state,
      resolve: 'over',
      reopen: 'waits for the program',
    };
    inquiries.set(inquiry, { state: next[verb], last: saying });
    return 'recorded';
  };
};

describe('inquiries', () => {
  it('are taken exactly as a naive reading of their life takes them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(said, { maxLength: 14 }), async (story) => {
        const { store, ledger } = newLedger();
        await settle(ledger);
        const expected = naive();
        for (const [index, step] of story.entries()) {
          const { inquiry, verb, word } = step;
          const occurredAt = new Date(Date.UTC(2024, 1, 1, 12, index)).toISOString();
          const about = { kind: 'program', id: 'acme' } as const;
          const commands = {
            // The opening is always the same: it has no second form under the same key.
            open: () =>
              ledger.openInquiry({
                inquiry,
                program: 'acme',
                partner: 'bob',
                kind: 'question',
                about,
                text: 'Why?',
                occurredAt: '2024-02-01T11:00:00Z',
              }),
            answer: () => ledger.answerInquiry({ inquiry, text: word, by: 'kim', occurredAt }),
            escalate: () => ledger.escalateInquiry({ inquiry, to: word, reason: 'Hard', by: 'kim', occurredAt }),
            resolve: () => ledger.resolveInquiry({ inquiry, outcome: 'answered', text: word, by: 'kim', occurredAt }),
            reopen: () => ledger.reopenInquiry({ inquiry, reason: word, by: 'bob', occurredAt }),
          };
          const before = (await historyOf(store)).length;
          const outcome = await commands[verb]();
          const written = (await historyOf(store)).length - before;
          const told = outcome._tag === 'Left' ? 'refused' : outcome.right.repeated ? 'nothing new' : 'recorded';
          expect([told, written]).toEqual([expected(step), told === 'recorded' ? 1 : 0]);
        }
        await ok(ledger.catchUpAccruals());
      }),
      { numRuns: 150 },
    );
  });
});
