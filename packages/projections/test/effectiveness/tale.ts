import { businessCalendar } from '@commission-ledger/calendar';
import type { EventType, LedgerEvent } from '@commission-ledger/events';
import { currency, ofMinor, ratio } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { accrued, reversed, truedUp } from '../facts.ts';
import { at, date, type Fact, right } from '../history.ts';

/** What is told about one lead, deal or account; `time` is minutes after the beginning of 29 January 2026, UTC. */
export type Tale =
  | Readonly<{ kind: 'submit'; lead: string; program: string; partner: string; time: number }>
  | Readonly<{ kind: 'step'; lead: string; step: Step; time: number }>
  | Readonly<{
      kind: 'win';
      deal: string;
      program: string;
      lead: string | null;
      code: Code;
      minor: number;
      credits: Credits;
      time: number;
    }>
  | Readonly<{ kind: 'amend'; deal: string; code: Code; minor: number | null; credits: Credits | null; time: number }>
  | Readonly<{ kind: 'cancel'; deal: string; time: number }>
  | Readonly<{
      kind: 'earn';
      how: 'accrual' | 'true-up' | 'reversal';
      program: string;
      partner: string;
      code: Code;
      minor: number;
      time: number;
    }>;

/** What may be said about a lead after its submission. */
export type Step = 'accept' | 'reject' | 'duplicate' | 'lose' | 'expire' | 'reopen' | `stage ${string}`;

export type Code = 'EUR' | 'JPY';

/** Partners with the parts of twelve that they are credited with. */
export type Credits = readonly Readonly<{ partner: string; twelfths: number }>[];

export const BEGIN = Date.UTC(2026, 0, 29);

const twoOf = (partners: readonly string[]): fc.Arbitrary<Credits> => {
  const [one = '', other = one] = partners;
  const split = fc.constantFrom(3, 4, 6, 12);
  return split.map((twelfths) =>
    [
      { partner: one, twelfths },
      { partner: other, twelfths: 12 - twelfths },
    ].filter((credit) => credit.twelfths > 0),
  );
};

/** The first moments, in one program or the other, of the days with which the times that are asked about begin and end. */
const EDGES = ['2026-01-30', '2026-02-01', '2026-02-11', '2026-03-01', '2026-03-02'].flatMap((day) =>
  [330, -300].map((offset) => (Date.parse(day) - BEGIN) / 60_000 - offset),
);

/** From the end of January to the beginning of March, on the quarter of an hour, and often where days and months end. */
const time = fc.oneof(
  fc.integer({ min: 0, max: 36 * 96 }).map((quarters) => quarters * 15),
  fc.constantFrom(...EDGES).chain((edge) => fc.constantFrom(edge - 15, edge, edge + 15)),
);

/** Tales about the leads and deals of these partners; `own` sets the ids apart from those of other tales. */
export const talesOf = (partners: readonly string[], own: string): fc.Arbitrary<readonly Tale[]> => {
  const [lead, deal] = [
    ['l1', 'l2', 'l3'],
    ['d1', 'd2', 'd3'],
  ].map((ids) => fc.constantFrom(...ids.map((id) => `${own}${id}`))) as [fc.Arbitrary<string>, fc.Arbitrary<string>];
  const partner = fc.constantFrom(...partners);
  const program = fc.constantFrom('north', 'north', 'north', 'south');
  const code = fc.constantFrom<Code[]>('EUR', 'JPY');
  const minor = fc.integer({ min: 1, max: 9 });
  const credits = fc.shuffledSubarray([...partners, ...partners], { minLength: 1 }).chain(twoOf);
  const step = fc.constantFrom<Step[]>(
    ...(['accept', 'reject', 'duplicate', 'lose', 'expire', 'reopen', 'stage offer', 'stage demo'] as const),
  );
  const tale = fc.oneof(
    fc.record({ kind: fc.constant('submit' as const), lead, program, partner, time }),
    ...[1, 2, 3, 4].map(() => fc.record({ kind: fc.constant('step' as const), lead, step, time })),
    fc.record({
      kind: fc.constant('win' as const),
      deal,
      program,
      lead: fc.option(lead),
      code,
      minor,
      credits,
      time,
    }),
    fc.record({
      kind: fc.constant('amend' as const),
      deal,
      code,
      minor: fc.option(minor),
      credits: fc.option(credits),
      time,
    }),
    fc.record({ kind: fc.constant('cancel' as const), deal, time }),
    fc.record({
      kind: fc.constant('earn' as const),
      how: fc.constantFrom('accrual' as const, 'true-up' as const, 'reversal' as const),
      program,
      partner,
      code,
      minor,
      time,
    }),
  );
  const tales = fc.array(tale, { maxLength: 30, size: 'max' });
  // Half of them in the order in which it happened, so that most of what is told about a lead comes after it.
  return fc
    .tuple(tales, fc.boolean())
    .map(([told, inOrder]) => possible(inOrder ? told.toSorted((a, b) => a.time - b.time) : told));
};

/** What may follow what was told before: leads are submitted once, deals are won once, and only what is there changes. */
const possible = (tales: readonly Tale[]): readonly Tale[] => {
  const [submitted, won] = [new Set<string>(), new Map<string, Code>()];
  return tales.flatMap((tale): readonly Tale[] => {
    if (tale.kind === 'earn') return [tale];
    if (tale.kind === 'submit') return submitted.has(tale.lead) ? [] : (submitted.add(tale.lead), [tale]);
    if (tale.kind === 'step') return submitted.has(tale.lead) ? [tale] : [];
    if (tale.kind === 'win') return won.has(tale.deal) ? [] : (won.set(tale.deal, tale.code), [tale]);
    const code = won.get(tale.deal);
    if (code === undefined) return [];
    return [tale.kind === 'amend' ? { ...tale, code } : tale];
  });
};

const STEPS: Readonly<Record<Exclude<Step, `stage ${string}`>, EventType>> = {
  accept: 'LeadAccepted',
  reject: 'LeadRejected',
  duplicate: 'LeadMarkedDuplicate',
  lose: 'LeadLost',
  expire: 'LeadExpired',
  reopen: 'LeadReopened',
};

export const moneyOf = (code: Code, minor: number) => ofMinor(BigInt(minor), right(currency(code)));

const attributionOf = (credits: Credits) =>
  credits.map(({ partner, twelfths }) => ({ partner, share: ratio(BigInt(twelfths), 12n) }));

/** The tale as a fact of the history; `index` makes its ids its own. */
export const factOf = (tale: Tale, index: number): Fact => {
  const occurredAt = at(new Date(BEGIN + tale.time * 60_000).toISOString());
  const fact = (stream: string, type: EventType, data: object): Fact => ({
    stream,
    event: { type, data: { ...data, occurredAt } } as unknown as LedgerEvent,
  });
  switch (tale.kind) {
    case 'submit': {
      const { lead, program, partner } = tale;
      return fact(`lead-${lead}`, 'LeadSubmitted', {
        lead,
        program,
        partner,
        prospect: { reference: 'crm' },
        attributes: {},
      });
    }
    case 'step': {
      const { lead, step } = tale;
      if (isStage(step)) return fact(`lead-${lead}`, 'LeadAdvanced', { lead, stage: step.slice(6) });
      const said = {
        reject: { reason: 'no' },
        lose: { reason: 'no' },
        reopen: { reason: 'yes' },
        duplicate: { of: 'l0' },
      };
      return fact(`lead-${lead}`, STEPS[step], { lead, ...(step in said ? said[step as keyof typeof said] : {}) });
    }
    case 'win': {
      const { deal, program, lead, code, minor, credits } = tale;
      const named = lead === null ? {} : { lead };
      const data = { deal, program, amount: moneyOf(code, minor), attribution: attributionOf(credits), attributes: {} };
      return fact(`deal-${deal}`, 'DealWon', { ...data, ...named });
    }
    case 'amend': {
      const { deal, code, minor, credits } = tale;
      return fact(`deal-${deal}`, 'DealAmended', {
        deal,
        amendment: `amendment-${index}`,
        reason: 'agreed',
        author: 'kim',
        ...(minor === null ? {} : { amount: moneyOf(code, minor) }),
        ...(credits === null ? {} : { attribution: attributionOf(credits) }),
      });
    }
    case 'cancel':
      return fact(`deal-${tale.deal}`, 'DealCancelled', { deal: tale.deal, reason: 'called off' });
    case 'earn': {
      const { how, program, partner, code, minor } = tale;
      const posting = { partner, id: `e-${index}`, amount: minor, maturesOn: '2026-04-01', occurredAt };
      const whole = { accrual: accrued, 'true-up': truedUp, reversal: reversed }[how]({ ...posting, accrual: 'a' });
      const data = { ...whole.event.data, program, amount: moneyOf(code, minor) };
      return fact(`account-${program}.${partner}.${code}`, whole.event.type, data);
    }
  }
};

export const isStage = (step: Step): step is `stage ${string}` => step.startsWith('stage ');

/** The programs, each with a zone that never changes its clocks: so many minutes before or after UTC. */
export const PROGRAMS = {
  north: { zone: 'Asia/Kolkata', offset: 330, hours: { opens: '09:30', closes: '18:00' } },
  south: { zone: 'America/Bogota', offset: -300, hours: undefined },
} as const;

const HOLIDAYS = ['2026-02-02'];

/** Opens a program; weekends are Saturday and Sunday. */
export const opened = (program: keyof typeof PROGRAMS): Fact => {
  const { zone, hours } = PROGRAMS[program];
  return {
    stream: `program-${program}`,
    event: {
      type: 'ProgramOpened',
      data: {
        program,
        name: program,
        timeZone: zone,
        currencies: ['EUR', 'JPY'],
        businessCalendar: right(businessCalendar({ weekend: [6, 7], holidays: HOLIDAYS.map(date) })),
        approval: 'none',
        destinations: 'kept-by-host',
        occurredAt: at('2026-01-01T00:00:00Z'),
        ...(hours === undefined ? {} : { serviceLevels: { hours } }),
      },
    } as unknown as LedgerEvent,
  };
};

/** The wall clock of a program, as if it were UTC. */
export const wallOf = (tale: Pick<Tale, 'time'>, { offset }: Readonly<{ offset: number }>): Date =>
  new Date(BEGIN + (tale.time + offset) * 60_000);

/** Whether people work in the quarter of an hour that begins at this wall time. */
export const isWorked = (wall: Date, { opens, closes }: Readonly<{ opens: string; closes: string }>): boolean => {
  const text = wall.toISOString();
  const [day, clock] = [wall.getUTCDay(), text.slice(11, 16)];
  return day !== 0 && day !== 6 && !HOLIDAYS.includes(text.slice(0, 10)) && clock >= opens && clock < closes;
};
