import { createHash } from 'node:crypto';
import {
  playSimulation,
  simulate,
  simulatedClock,
  type SimulatedStep,
  type SimulationOptions,
} from '@commission-ledger/testing/simulator';
import {
  type HostLedger,
  memoryDocumentStore,
  memoryEventStore,
  openCommissionLedger,
  orThrow,
  type Stores,
} from '../src/index.ts';
import { asJson, day, moment } from './scopes.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The steps of a simulation as one hash. */
export const stepsHash = (options: SimulationOptions): string => {
  const hash = createHash('sha256');
  for (const step of simulate(options)) hash.update(`${JSON.stringify(step)}\n`);
  return hash.digest('hex');
};

/** A simulation that was played on a ledger with everything around it. */
export type Played = Readonly<{
  books: HostLedger;
  stores: Stores;
  steps: readonly SimulatedStep[];
  commands: number;
  refused: readonly string[];
  clock: ReturnType<typeof simulatedClock>;
}>;

/** Commands that are about a date of their own, and tell no fact that could have happened earlier. */
const UNDATED: ReadonlySet<SimulatedStep['command']> = new Set([
  'publishPlan',
  'preparePayouts',
  'approvePayouts',
  'issuePayouts',
  'settlePayouts',
  'closePeriod',
]);

/** The steps of a simulation by a host that says of everything when it happened, and so can send it again at any time. */
export const datedSteps = (options: SimulationOptions): readonly SimulatedStep[] =>
  [...simulate(options)].map((step) => {
    if (UNDATED.has(step.command)) return step;
    const input = { occurredAt: new Date(step.at).toISOString(), ...step.input };
    return { ...step, input } as SimulatedStep;
  });

/** Plays a simulation in memory. */
export const played = async (
  options: SimulationOptions,
  steps: readonly SimulatedStep[] = [...simulate(options)],
): Promise<Played> => {
  const clock = simulatedClock();
  const stores = { events: memoryEventStore(), documents: memoryDocumentStore() };
  const books = openCommissionLedger({ stores, clock: clock.now });
  const { commands, refused } = await playSimulation(steps, books, clock);
  return {
    books,
    stores,
    steps,
    commands,
    clock,
    refused: refused.map((each) => `${each.step.command}: ${asJson(each.failure)}`),
  };
};

/** Every frame of a history, in order. */
export const frames = async ({ stores }: Pick<Played, 'stores'>): Promise<readonly string[]> => {
  const all: string[] = [];
  let after: bigint | undefined;
  for (;;) {
    const { events } = await stores.events.readAll({ after, limit: 5000 });
    for (const { stream, body } of events) all.push(`${stream} ${body}`);
    const last = events.at(-1);
    if (last === undefined) return all;
    after = last.position;
  }
};

/** What the read models say about a program at the end, as text. */
export const said = async ({ books }: Pick<Played, 'books'>, date: string): Promise<string> => {
  const query = { program: 'simulated', asOf: day(date) };
  return asJson([
    await orThrow(books.balances(query)),
    await orThrow(books.schedule(query)),
    await orThrow(books.payouts()),
    await orThrow(books.liability(query)),
    await orThrow(books.leads()),
    await orThrow(books.inquiries({ status: 'all', now: moment(`${date}T00:00:00Z`) })),
  ]);
};
