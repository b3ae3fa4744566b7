import * as fc from 'fast-check';

/** What is done to leads, on a day counted from 1 January 2024. Few ids, so that leads meet each other. */
export type LeadStep =
  | Readonly<{ kind: 'submit'; lead: string; partner: string; customer: string | null; day: number }>
  | Readonly<{ kind: 'accept'; lead: string; day: number }>
  | Readonly<{ kind: 'win'; lead: string; day: number }>
  | Readonly<{ kind: 'reopen'; lead: string; word: string; day: number }>
  | Readonly<{ kind: 'advance'; lead: string; word: string; day: number }>
  | Ending
  | Readonly<{ kind: 'sweep'; day: number }>;

type Ending =
  | Readonly<{ kind: 'expire'; lead: string; day: number }>
  | Readonly<{ kind: 'reject' | 'lose'; lead: string; word: string; day: number }>
  | Readonly<{ kind: 'duplicate'; lead: string; of: string; day: number }>;

const lead = fc.constantFrom('l1', 'l2', 'l3', 'l4');
const day = fc.integer({ min: 0, max: 60 });

/** Any of them, mostly about leads that are there. */
export const leadStep: fc.Arbitrary<LeadStep> = fc.oneof(
  {
    arbitrary: fc.record({
      kind: fc.constant('submit' as const),
      lead,
      partner: fc.constantFrom('bob', 'cat', 'dan'),
      customer: fc.constantFrom('c1', 'c1', 'c2', null),
      day,
    }),
    weight: 5,
  },
  { arbitrary: fc.record({ kind: fc.constantFrom('accept', 'expire', 'win'), lead, day }), weight: 3 },
  {
    arbitrary: fc.record({
      kind: fc.constantFrom('reject', 'lose', 'reopen', 'reopen', 'advance'),
      lead,
      word: fc.constantFrom('one', 'two'),
      day,
    }),
    weight: 6,
  },
  { arbitrary: fc.record({ kind: fc.constant('duplicate' as const), lead, of: lead, day }), weight: 1 },
  { arbitrary: fc.record({ kind: fc.constant('sweep' as const), day }), weight: 1 },
);

type Lead = {
  partner: string;
  customer: string | null;
  stage: string;
  said: string;
  heard: number;
  accepted: boolean;
  won: boolean;
};

/** What the issue says about leads, written down as plainly as possible. */
export type NaiveLeads = {
  leads: Map<string, Lead>;
  holders: Map<string, { lead: string; partner: string; until: number }>;
  /** In order: who claimed, and with what outcome. */
  claims: string[];
};

export const naiveLeads = (): NaiveLeads => ({ leads: new Map(), holders: new Map(), claims: [] });

/** The terms: a customer is protected so many days, a lead expires after so many silent ones. */
export type Terms = Readonly<{ protection: number; expiry: number }>;

/** Why the step is refused, or `undefined`; changes the world. */
export const takeNaively = (world: NaiveLeads, step: LeadStep, terms: Terms): string | undefined => {
  if (step.kind === 'sweep') {
    for (const [id, each] of world.leads)
      if (isOpen(each) && !each.won && each.heard + terms.expiry < step.day) end(world, id, 'expired', '');
    return undefined;
  }
  const known = world.leads.get(step.lead);
  if (step.kind === 'submit') {
    if (known !== undefined) return 'KeyConflict';
    const { partner, customer } = step;
    const begun = { stage: 'submitted', said: '', heard: step.day, accepted: false, won: false };
    world.leads.set(step.lead, { partner, customer, ...begun });
    claim(world, step.lead, step.day, terms);
    return undefined;
  }
  if (step.kind === 'duplicate' && !world.leads.has(step.of)) return 'UnknownLead';
  if (known === undefined) return 'UnknownLead';
  if (step.kind === 'win') {
    if (known.won) return 'KeyConflict';
    known.won = true;
    // An end that stands, whatever the lead was before; who has the customer keeps it.
    known.stage = 'won';
    return undefined;
  }
  if (step.kind === 'accept') {
    if (known.accepted) return 'KeyConflict';
    // Once it was reopened it is accepted already.
    if (known.stage !== 'submitted') return 'LeadInState';
    known.accepted = true;
    go(known, 'accepted', '', step.day);
    return undefined;
  }
  if (step.kind === 'reopen') {
    if (known.stage === 'accepted' && known.said === step.word) return undefined;
    if (isOpen(known) || known.won) return 'LeadInState';
    go(known, 'accepted', step.word, step.day);
    claim(world, step.lead, step.day, terms);
    return undefined;
  }
  if (step.kind === 'advance') {
    if (known.stage === 'in-progress' && known.said === step.word) return undefined;
    if (known.stage !== 'accepted' && known.stage !== 'in-progress') return 'LeadInState';
    go(known, 'in-progress', step.word, step.day);
    return undefined;
  }
  return endBy(world, known, step);
};

const endBy = (world: NaiveLeads, known: Lead, step: Ending): string | undefined => {
  if (step.kind === 'duplicate') {
    if (step.of === step.lead) return 'LeadIsDuplicateOfItself';
    if (known.stage === 'duplicate' && known.said === step.of) return undefined;
    if (known.stage !== 'submitted' && known.stage !== 'accepted') return 'LeadInState';
    go(known, 'duplicate', step.of, step.day);
  } else if (step.kind === 'expire') {
    if (known.stage === 'expired') return undefined;
    if (!isOpen(known)) return 'LeadInState';
    go(known, 'expired', '', step.day);
  } else if (step.kind === 'reject') {
    if (known.stage === 'rejected' && known.said === step.word) return undefined;
    if (known.stage !== 'submitted' && known.stage !== 'accepted') return 'LeadInState';
    go(known, 'rejected', step.word, step.day);
  } else {
    if (known.stage === 'lost' && known.said === step.word) return undefined;
    if (!isOpen(known)) return 'LeadInState';
    go(known, 'lost', step.word, step.day);
  }
  end(world, step.lead, known.stage, known.said);
  return undefined;
};

const isOpen = ({ stage }: Lead): boolean => ['submitted', 'accepted', 'in-progress'].includes(stage);

const go = (known: Lead, stage: string, said: string, on: number): void => {
  known.stage = stage;
  known.said = said;
  known.heard = Math.max(known.heard, on);
};

const end = (world: NaiveLeads, id: string, stage: string, said: string): void => {
  const known = world.leads.get(id);
  if (known === undefined) return;
  known.stage = stage;
  known.said = said;
  for (const [customer, holder] of world.holders)
    if (holder.lead === id) {
      world.holders.delete(customer);
      world.claims.push(`${id} lets go`);
    }
};

const claim = (world: NaiveLeads, id: string, on: number, { protection }: Terms): void => {
  const known = world.leads.get(id);
  if (known === undefined || known.customer === null) return;
  const holder = world.holders.get(known.customer);
  if (holder === undefined || holder.until < on) {
    world.holders.set(known.customer, { lead: id, partner: known.partner, until: on + protection });
    world.claims.push(`${id} granted`);
    return;
  }
  const own = holder.partner === known.partner;
  world.claims.push(`${id} ${own ? 'own' : 'protected'}`);
  known.stage = 'duplicate';
  known.said = `${holder.lead}!`;
};
