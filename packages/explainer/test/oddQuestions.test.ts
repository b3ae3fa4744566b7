import type { EventStore } from '@commission-ledger/event-store';
import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { askAgain, type Explainer, type Reply, ReplyCodec, storedEventIn, verifyReply } from '../src/index.ts';
import { left, right } from './history.ts';
import { answering } from './standing/explainerIn.ts';
import { accountId, juneAndLateRefund } from './standing/resaleStory.ts';

let store: EventStore;
let explainer: Explainer;
let deal = '';
let partner = '';

beforeAll(async () => {
  ({ store } = await juneAndLateRefund());
  ({ explainer } = await answering(store));
  const { events } = await store.readAll({ after: undefined, limit: 1000 });
  deal = events.find(({ type }) => type === 'DealWon')?.stream.slice('deal-'.length) ?? '';
  partner = accountId.split('.')[1] ?? '';
});

const kinds = [
  'payout',
  'entry',
  'account',
  'statement',
  'deferral',
  'lead',
  'deal',
  'payment',
  'plan',
  'partner',
] as const;
const standing = ['account', 'statement', 'deferral', 'lead', 'deal'] as const;

/** What somebody may type, or a program may send. */
const anyText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'a b',
    'a/b',
    'a.b',
    '\uD800',
    'x\uDC00y',
    '\0',
    '__proto__',
    'constructor',
    'é',
    'x'.repeat(300),
    '2026-13',
    '2026-06',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.array(fc.integer({ min: 0, max: 0xff_ff }), { maxLength: 4 }).map((units) => String.fromCharCode(...units)),
  fc
    .constantFrom('/', '.', '@')
    .chain((mark) => fc.string({ maxLength: 4 }).map((text) => `${accountId}${mark}${text}`)),
);

/** Every question, of whatever is said to be its subject, its partner or its place. */
const asked = (text: string): readonly (readonly [string, () => Promise<E.Either<unknown, unknown>>])[] => [
  ['why', () => explainer.why(text)],
  ...standing.map((kind) => [`whyOf ${kind}`, () => explainer.whyOf({ kind, id: text })] as const),
  ['whyOf partner', () => explainer.whyOf({ kind: 'deal', id: deal, partner: text })],
  ['whyNot', () => explainer.whyNot({ subject: text })],
  ['whyNot of a partner', () => explainer.whyNot({ subject: text, partner })],
  ['whyNot by', () => explainer.whyNot({ subject: deal, partner: text })],
  ['whyNot unknown by', () => explainer.whyNot({ subject: 'unheard-of', partner: text })],
  ['whyNot in', () => explainer.whyNot({ subject: deal, in: text })],
  ['whyNot unknown in', () => explainer.whyNot({ subject: 'unheard-of', in: text })],
  ...kinds.map((kind) => [`when ${kind}`, () => explainer.when({ subject: { kind, id: text } })] as const),
  ['when by', () => explainer.when({ subject: { kind: 'deal', id: deal }, partner: text })],
  ['who', () => explainer.who({ subject: text })],
  ...kinds.map(
    (kind) => [`diff ${kind}`, () => explainer.diff({ a: { kind, id: text }, b: { kind: 'deal', id: deal } })] as const,
  ),
  [
    'diff partner',
    () => explainer.diff({ a: { kind: 'deal', id: deal }, b: { kind: 'deal', id: deal }, partner: text }),
  ],
  ['diff asker', () => explainer.diff({ a: { kind: 'deal', id: deal }, b: { kind: 'deal', id: deal }, asker: text })],
  ['foil', () => explainer.foil({ subject: text, expected: '1.00' })],
  ['foil expected', () => explainer.foil({ subject: deal, expected: text })],
  ['foilLines', () => explainer.foilLines({ subject: text, lines: [] })],
  ['whatWouldBe', () => explainer.whatWouldBe({ subject: { kind: 'deal', id: text }, changes: [] })],
  ['whatWouldBe by', () => explainer.whatWouldBe({ subject: { kind: 'deal', id: deal }, partner: text, changes: [] })],
  ['whatNext', () => explainer.whatNext({ subject: { kind: 'account', id: text }, on: '2026-08-01' })],
  ['whatNext on', () => explainer.whatNext({ subject: { kind: 'account', id: accountId }, on: text })],
  [
    'whatNext amount',
    () => explainer.whatNext({ subject: { kind: 'account', id: accountId }, on: '2026-08-01', amount: text }),
  ],
  ['rollUp', () => explainer.rollUp(text)],
  ['payoutLines', () => explainer.payoutLines({ payout: text })],
  ['includes', () => explainer.includes({ payout: text, entry: text })],
  ['checkPayout', () => explainer.checkPayout({ payout: text })],
];

describe('a question with anything in the place of an id', () => {
  it('is answered or refused, and never throws; what is answered to what can be written down can be too', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        for (const [question, ask] of asked(text)) {
          const answer = await ask().catch((error: unknown) => {
            throw new Error(`${question} ${JSON.stringify(text)}`, { cause: error });
          });
          if (E.isRight(answer) && isReply(answer.right) && !/\p{Cs}/u.test(text))
            expect([question, ReplyCodec.is(JSON.parse(JSON.stringify(answer.right)))]).toEqual([question, true]);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it.each(['', 'a b', 'a/b', '\uD800'])('names what is unknown: %j', async (id) => {
    const unknown = { _tag: 'UnknownSubject', subject: id };
    expect(left(await explainer.whyOf({ kind: 'deal', id }))).toEqual(unknown);
    expect(left(await explainer.whyNot({ subject: deal, partner: id }))).toEqual(unknown);
    expect(left(await explainer.whyOf({ kind: 'deal', id: deal, partner: id }))).toEqual(unknown);
    const same = { kind: 'deal', id: deal } as const;
    expect(left(await explainer.diff({ a: same, b: same, partner: id }))).toEqual(unknown);
    expect(left(await explainer.diff({ a: same, b: same, asker: id }))).toEqual(unknown);
  });
});

const isReply = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'schema' in value && value.schema === 'reply/1';

describe('an answer in which the question was changed', () => {
  it('has a problem, whatever it is changed into', async () => {
    const answers = [
      right(await explainer.whyOf({ kind: 'deal', id: deal })),
      right(await explainer.whyNot({ subject: deal, partner })),
      right(await explainer.when({ subject: { kind: 'deal', id: deal }, partner })),
      right(await explainer.who({ subject: deal })),
      right(await explainer.whyOf({ kind: 'account', id: accountId })),
    ];
    const witness = { askAgain: (reply: Reply) => askAgain(explainer, reply), readStored: storedEventIn(store) };
    for (const answer of answers) right(await verifyReply(JSON.parse(JSON.stringify(answer)), witness));
    const changes: readonly ((answer: Reply, text: string) => object)[] = [
      ({ subject }, id) => ({ subject: { ...subject, id } }),
      ({ asked: before }, text) => ({ asked: { ...before, subject: text } }),
      ({ asked: before }, text) => ({ asked: { ...before, partner: text } }),
      ({ asked: before }, text) => ({ asked: { ...before, in: text } }),
      ({ asked: before }, text) => ({ asked: { ...before, on: text } }),
      (_, text) => ({ partner: text }),
      (_, text) => ({ searched: [{ source: text, from: text, to: text, watermark: text }] }),
      ({ program }, text) => ({ program: { ...program, from: { ...program.from, stream: text } } }),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...answers),
        fc.constantFrom(...changes),
        fc.constantFrom(...kinds, undefined),
        anyText,
        async (answer, change, kind, text) => {
          const said = { ...answer, ...change(answer, text) };
          const other = kind === undefined ? said : { ...said, subject: { ...said.subject, kind } };
          fc.pre(JSON.stringify(other) !== JSON.stringify(answer));
          expect(E.isLeft(await verifyReply(other, witness))).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  }, 60_000);
});
