import { accountOfStream, type RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Explanation,
  renderHtml,
  renderMarkdown,
  renderTree,
  type Reply,
  type ScopedQuestions,
  storedEventIn,
  verifyMasked,
} from '../src/index.ts';
import { arbitraryDeals, PEOPLE, playDeals, recordedIn, sharedByThree } from './sharedDeals.ts';
import { eur, type World } from './scopes.ts';

type Ask = () => Promise<E.Either<unknown, Explanation | Reply>>;

/** Whose answers they are: of whom they may tell. */
type View = Readonly<{ books: ScopedQuestions; scope: readonly string[]; isManager: boolean }>;

const viewsOf = ({ books }: World): readonly View[] => [
  ...['bobolink', 'evelyn', 'gustavo'].map((partner) => ({
    books: books.asPartner({ program: 'acme', partner }),
    scope: [partner],
    isManager: false,
  })),
  { books: books.asManager({ program: 'acme', manager: 'kim' }), scope: ['bobolink', 'evelyn'], isManager: true },
];

const ownerOf = ({ stream }: RecordedEvent): string | undefined => accountOfStream(stream)?.partner;

/** The id of what an event booked. */
const bookedBy = (event: RecordedEvent): Readonly<{ kind: 'entry' | 'payout'; id: string }> | undefined => {
  if (event.type === 'AccrualPosted') return { kind: 'entry', id: event.data.accrual };
  if (event.type === 'AccrualReversed') return { kind: 'entry', id: event.data.reversal };
  if (event.type === 'AdjustmentPosted') return { kind: 'entry', id: event.data.adjustment };
  return event.type === 'PayoutIssued' ? { kind: 'payout', id: event.data.payout } : undefined;
};

/** Everything that can be asked about everything, by those in the scope. */
const questionsIn = ({ books, scope, isManager }: View, events: readonly RecordedEvent[]): readonly Ask[] => {
  const deals = events.flatMap(({ type, data }) => (type === 'DealWon' ? [data.deal] : []));
  const leads = events.flatMap(({ type, data }) =>
    type === 'LeadSubmitted' && scope.includes(data.partner) ? [data.lead] : [],
  );
  const parts = isManager ? [{}, ...scope.map((partner) => ({ partner }))] : [{}];
  const ofDeals = deals.flatMap((id): readonly Ask[] => {
    const subject = { kind: 'deal', id } as const;
    const amount = eur('7654.32');
    const change = { _tag: 'payment', deal: id, payment: id.replace('D', 'P'), amount } as const;
    return parts.flatMap((part): readonly Ask[] => [
      () => books.whyOf({ ...subject, ...part }),
      () => books.dataUsed({ subject, ...part }),
      () => books.when({ subject, ...part }),
      () => books.whyNot({ subject, ...part }),
      () => books.whyNot({ subject, ...part, in: '2026-01' }),
      () => books.whatWouldBe({ subject, ...part, changes: [change] }),
      () => books.diff({ a: subject, b: { kind: 'deal', id: deals[0] ?? id }, ...part }),
    ]);
  });
  const ofLeads = leads.flatMap((id): readonly Ask[] => {
    const subject = { kind: 'lead', id } as const;
    return [
      () => books.whyOf(subject),
      () => books.dataUsed({ subject }),
      () => books.when({ subject }),
      () => books.whyNot({ subject }),
    ];
  });
  const ofPartners = scope.flatMap((partner): readonly Ask[] => {
    const booked = events.flatMap((event) => (ownerOf(event) === partner ? (bookedBy(event) ?? []) : []));
    const account = `acme.${partner}.EUR`;
    const [first] = booked;
    return [
      ...booked.flatMap(({ kind, id }): readonly Ask[] => {
        const subject = { kind, id };
        return [
          () => books.why(id),
          () => books.dataUsed({ subject }),
          () => books.when({ subject }),
          () => books.foil({ subject: id, expected: '111.11' }),
          () => books.diff({ a: first ?? subject, b: subject }),
          ...(kind === 'payout' ? [() => books.rollUp(id), () => books.payoutLines({ payout: id })] : []),
        ];
      }),
      () => books.whyOf({ kind: 'account', id: account }),
      () => books.terms({ subject: { kind: 'account', id: account } }),
      () => books.whyOf({ kind: 'statement', id: `${account}/2026-01` }),
      () => books.dataUsed({ subject: { kind: 'statement', id: `${account}/2026-01` } }),
      () => books.when({ subject: { kind: 'account', id: account } }),
      () => books.foilLines({ subject: `${account}/2026-01`, lines: [{ key: 'P-none', amount: '1.00' }] }),
    ];
  });
  return [...ofDeals, ...ofLeads, ...ofPartners];
};

/** Every amount in the data of an event, without its sign, as people write it. */
const amountsIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  if ('minor' in value && typeof value.minor === 'bigint') {
    const digits = `${value.minor < 0n ? -value.minor : value.minor}`.padStart(3, '0');
    return [`${digits.slice(0, -2)}.${digits.slice(-2)}`];
  }
  return Object.values(value).flatMap(amountsIn);
};

/** What a reader may see: their own books, the deals, and what those below them earn, which their own part is a part of. */
const isTheirs = (event: RecordedEvent, scope: readonly string[], bases: ReadonlySet<string>): boolean => {
  const owner = ownerOf(event);
  if (event.type === 'PayoutRunPrepared') return false;
  if (owner === undefined || scope.includes(owner)) return true;
  // What stands above one is a part of one’s own by the plan, which everybody has.
  if (event.type === 'AccrualPosted') return scope.includes(event.data.referrer) || bases.has(event.data.accrual);
  return event.type === 'AccrualReversed' && bases.has(event.data.accrual);
};

/** Amounts below this are met by chance. */
const DISTINCTIVE = 20;

/** What nobody in the scope may see: names and ids of all others, and amounts that are only theirs. */
const hiddenFrom = (scope: readonly string[], events: readonly RecordedEvent[]) => {
  const posted = events.filter((event): event is RecordedEvent<'AccrualPosted'> => event.type === 'AccrualPosted');
  const above = posted.filter((event) => scope.includes(ownerOf(event) ?? '') && event.data.beneficiary === 'upline');
  const below = posted.filter(
    ({ data }) =>
      data.beneficiary === 'referrer' &&
      above.some((own) => own.data.deal === data.deal && own.data.referrer === data.referrer),
  );
  const aboveOwn = posted.filter(({ data }) => scope.includes(data.referrer) && data.beneficiary === 'upline');
  const bases = new Set([...below, ...aboveOwn].map(({ data }) => data.accrual));
  const open = new Set(events.flatMap((event) => (isTheirs(event, scope, bases) ? amountsIn(event.data) : [])));
  const others = events.filter((event) => !isTheirs(event, scope, bases));
  return {
    names: PEOPLE.flatMap(({ partner }) => (scope.includes(partner) ? [] : [partner])),
    ids: events.flatMap((event) => {
      const owner = ownerOf(event);
      return owner === undefined || scope.includes(owner)
        ? []
        : [event.id, ...[bookedBy(event) ?? []].flat().map(({ id }) => id)];
    }),
    amounts: [...new Set(others.flatMap(({ data }) => amountsIn(data)))].filter(
      (amount) => Number(amount) >= DISTINCTIVE && !open.has(amount),
    ),
  };
};

/** Numbers as both languages write them, without marks between thousands. */
const plain = (text: string): string =>
  text.replaceAll(/(?<=\d)[,\u00A0\u202F ](?=\d{3}(?!\d))/g, '').replaceAll(/(?<=\d),(?=\d)/g, '.');

const formsOf = (answer: Explanation | Reply): readonly string[] => [
  JSON.stringify(answer),
  plain(renderTree(answer, { locale: 'ru', depth: 3, all: true })),
  plain(renderMarkdown(answer, { locale: 'en', depth: 3, all: true })),
  plain(renderHtml(answer, { locale: 'en', depth: 3, all: true })),
];

const wordsIn = (text: string): ReadonlySet<string> => new Set(text.match(/[\w-]+(?:\.\d+)?/g));

describe('what somebody is told', () => {
  it('has no name, id or amount of anybody else, in any form, and holds against the history', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryDeals, async (deals) => {
        const world = await playDeals(deals);
        const events = await recordedIn(world);
        const read = storedEventIn(world.stores.events);
        let [told, hidden] = [0, 0];
        for (const view of viewsOf(world)) {
          const { names, ids, amounts } = hiddenFrom(view.scope, events);
          hidden += amounts.length;
          for (const ask of questionsIn(view, events)) {
            const answer = await ask();
            if (E.isLeft(answer)) continue;
            told += 1;
            for (const form of formsOf(answer.right)) {
              const words = wordsIn(form);
              const seen = [
                ...names.filter((name) => form.includes(name)),
                ...[...ids, ...amounts].filter((id) => words.has(id)),
              ];
              expect(
                seen,
                `${view.scope.join()} ${answer.right.question} ${JSON.stringify(answer.right.subject)}`,
              ).toEqual([]);
            }
            expect(await verifyMasked(JSON.parse(JSON.stringify(answer.right)), read)).toMatchObject({ _tag: 'Right' });
          }
        }
        expect(told).toBeGreaterThan(100);
        expect(hidden).toBeGreaterThan(5);
      }),
      { numRuns: 2, endOnFailure: true, examples: [[sharedByThree]] },
    );
  });
});
