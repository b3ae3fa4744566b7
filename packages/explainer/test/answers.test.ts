import { allProjections, memoryDocumentStore, projectionRuntime } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  askAgain,
  createExplainer,
  ReplyCodec,
  renderJson,
  storedEventIn,
  verifyReply,
  type Explainer,
  type ExplainFailure,
  type Reply,
  type ReplyProblem,
} from '../src/index.ts';
import { bookedIn, left, right, type History } from './history.ts';
import { refinementProblems } from './refinement.ts';
import { toldHistory } from './replies.ts';
import { violations } from './schemaChecker.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../docs/reference/reply-1.schema.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, unknown>>;

type Ask = (explainer: Explainer, ids: Ids) => Promise<E.Either<ExplainFailure, Reply>>;
type Ids = Readonly<{ payout: string; accruals: readonly string[] }>;

const usd = (amount: string) => ({ amount, currency: 'USD' });
const entry = (id = '') => ({ kind: 'entry', id }) as const;
const deal = { kind: 'deal', id: 'D-2' } as const;

/** Every question, asked about a history of three sales, a refund, a correction and a payout. */
const questions: readonly (readonly [what: string, ask: Ask])[] = [
  ['an account', (explainer) => explainer.whyOf({ kind: 'account', id: 'crm-2017.darcel.USD' })],
  ['a payout by clause', (explainer, { payout }) => explainer.rollUp(payout)],
  ['the lines of a payout', (explainer, { payout }) => explainer.payoutLines({ payout, limit: 2, order: 'size' })],
  ['two entries', (explainer, { accruals: [a, b] }) => explainer.diff({ a: entry(a), b: entry(b) })],
  ['another figure', (explainer, { payout }) => explainer.foil({ subject: payout, expected: '3366.68' })],
  ['a figure out of nowhere', (explainer, { payout }) => explainer.foil({ subject: payout, expected: '3123.45' })],
  ['a deal that is not missing', (explainer) => explainer.whyNot({ subject: 'D-2' })],
  ['a deal that nobody knows', (explainer) => explainer.whyNot({ subject: 'D-77', partner: 'darcel' })],
  [
    'another payment',
    (explainer) =>
      explainer.whatWouldBe({
        subject: deal,
        changes: [{ _tag: 'payment', deal: 'D-2', payment: 'D-2-p1', amount: usd('100.00') }],
      }),
  ],
  ['a statement', (explainer) => explainer.whyOf({ kind: 'statement', id: 'crm-2017.darcel.USD/2017-01' })],
  ['a deal', (explainer) => explainer.whyOf(deal)],
  ['when a deal is paid', (explainer) => explainer.when({ subject: deal })],
  ['who did something to a deal', (explainer) => explainer.who({ subject: 'D-1' })],
];

let history: History;
let explainer: Explainer;
let ids: Ids;

beforeAll(async () => {
  history = await toldHistory();
  const documents = memoryDocumentStore();
  right(await projectionRuntime({ store: history.store, documents, projections: allProjections }).catchUp());
  explainer = createExplainer({ store: history.store, documents });
  const booked = await bookedIn(history.store);
  ids = {
    payout: booked.find((id) => id.startsWith('PO-')) ?? '',
    accruals: booked.filter((id) => id.startsWith('acr-')),
  };
});

const verified = (json: unknown) =>
  verifyReply(json, {
    askAgain: (reply) => askAgain(explainer, reply),
    readStored: storedEventIn(history.store),
  });

describe.each(questions)('the answer about %s', (_, ask) => {
  it('is of the published form, and holds when it is asked again, also after it was written to a file', async () => {
    const reply = right(await ask(explainer, ids));
    const json: unknown = JSON.parse(renderJson(reply));
    expect(violations(schema, json)).toEqual([]);
    expect(right(ReplyCodec.decode(json))).toEqual(reply);
    expect(right(await verified(json)).reply).toEqual(reply);
  });

  it('says the same numbers in both languages, and none at a lesser depth that is not at a greater', async () => {
    expect(refinementProblems(right(await ask(explainer, ids)))).toEqual([]);
  });

  it('does not hold any more whichever digit of it is changed', async () => {
    const text = renderJson(right(await ask(explainer, ids)));
    const digits = [...text.matchAll(/\d/g)];
    await fc.assert(
      fc.asyncProperty(fc.nat(digits.length - 1), fc.integer({ min: 1, max: 9 }), async (where, by) => {
        const at = digits[where]?.index ?? 0;
        const tampered = `${text.slice(0, at)}${(Number(text[at]) + by) % 10}${text.slice(at + 1)}`;
        expect(await problemsIn(tampered)).not.toEqual([]);
      }),
      { numRuns: 12 },
    );
  });
});

const problemsIn = async (text: string): Promise<readonly (ReplyProblem | 'no JSON')[]> => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return ['no JSON'];
  }
  return left(await verified(json));
};
