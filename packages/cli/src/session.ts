import {
  type LocalDate,
  type Period,
  type TimeZone,
  dateOf,
  instantAt,
  localDate,
  parsePeriod,
  timeZone,
} from '@commission-ledger/calendar';
import { type EventStore, StoreFailure } from '@commission-ledger/event-store';
import { eventIdOf, isId, readEvent } from '@commission-ledger/events';
import type { LedgerOptions } from '@commission-ledger/ledger';
import {
  type DocumentStore,
  type PartnerDocument,
  type ProgramDocument,
  allProjections,
  asOf,
  describeProjectionFailure,
  eachProgram,
  endOfDay,
  partnerOf,
  verifiedHistory,
} from '@commission-ledger/projections';
import { type CommissionLedger, type Failure, describeFailure, openCommissionLedger } from 'commission-ledger';
import * as E from 'fp-ts/lib/Either.js';
import { CommandFailed, exitCode } from './exitCode.ts';
import { openStores } from './stores/openStores.ts';
import { storeAddress } from './stores/storeAddress.ts';
import { shownSafely } from './table.ts';
import type { Terminal } from './terminal.ts';

/** What every command is given before its own options. */
export type GlobalOptions = Readonly<{
  store: string;
  readModels?: string;
  ledger: string;
  actor?: string;
  /** Where it is kept which commands were given, and what they showed. */
  accessLog?: string;
  json?: boolean;
  locale: 'en' | 'ru';
}>;

/** An open store with the ledger on it and its read models up to date on demand. */
export type Session = Readonly<{
  events: EventStore;
  documents: DocumentStore;
  ledger: CommissionLedger;
  /** Who acts, for the record. */
  actor: string;
  /** What to look at where the store is not what was expected; begins with a space, empty for most stores. */
  storeHint: string;
  /** What the ledger was made with, for an import, which makes its own. */
  ledgerOptions: LedgerOptions;
  /** Brings the read models up to the end of the history. */
  catchUp: () => Promise<void>;
  close: () => Promise<void>;
}>;

/** `create` makes a new file where there is none. */
export type SessionOptions = Readonly<{ create?: boolean }>;

/** Opens the stores that the options name, and the ledger on them. */
export const openSession = async (
  options: GlobalOptions,
  terminal: Terminal,
  { create = false }: SessionOptions = {},
): Promise<Session> => {
  const { events, documents, close } = await openStores(options, terminal, create);
  const storeHint = storeHintFor(options.store);
  try {
    await checkLedgerName(events, options.ledger, storeHint);
  } catch (error) {
    await close();
    throw error;
  }
  const actor = options.actor ?? terminal.env['USER'] ?? 'command-line';
  const settings = { ledger: options.ledger, actor, clock: terminal.clock };
  const ledger = openCommissionLedger({ ...settings, stores: { events, documents } });
  const catchUp = async (): Promise<void> => {
    valueOf(await ledger.catchUp());
  };
  return {
    events,
    documents,
    ledger,
    actor,
    storeHint,
    ledgerOptions: { ...settings, store: verifiedHistory(events) },
    catchUp,
    close,
  };
};

/** Ids derive from the ledger's name, so a store keeps the name it began with; its first event tells which. */
const checkLedgerName = async (events: EventStore, ledger: string, storeHint: string): Promise<void> => {
  if (!isId(ledger))
    throw new CommandFailed(
      `'${shownSafely(ledger.slice(0, 64))}' cannot be the name of a ledger. Use letters, digits, _ and -.`,
      exitCode.usage,
    );
  const [first] = (await events.readAll({ after: undefined, limit: 1 })).events;
  if (first === undefined) return;
  const read = readEvent(first);
  if (E.isLeft(read)) throw new CommandFailed(describeFailure(read.left) + storeHint);
  if (read.right.id === eventIdOf(ledger, read.right.commandKey, 0)) return;
  throw new CommandFailed(
    `This store was begun under another ledger name than '${ledger}'. Give that name with --ledger.`,
  );
};

/** A server holds what others write too: with another prefix, theirs is read as this ledger's, or nothing is found. */
const storeHintFor = (store: string): string => {
  const address = storeAddress(store);
  if (address.kind !== 'eventstoredb') return '';
  const now = address.streamPrefix === undefined ? 'has none' : `has ${shownSafely(address.streamPrefix)}`;
  return ` Or is the streamPrefix missing or mistyped? The address of the store ${now}; esdb://…?streamPrefix=acme. names the ledger whose streams begin with acme.`;
};

/** The value, or the end of the command with the sentence for the failure. */
export const valueOf = <Value>(outcome: E.Either<Failure, Value>): Value => {
  if (E.isLeft(outcome)) throw new CommandFailed(describeFailure(outcome.left));
  return outcome.right;
};

/** The program asked for, or the only one there is. */
export const programFor = async (
  { documents, storeHint }: Session,
  asked: string | undefined,
): Promise<ProgramDocument> => {
  const all: ProgramDocument[] = [];
  for await (const program of eachProgram(documents)) all.push(program);
  const found = asked === undefined ? all : all.filter(({ program }) => program === asked);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const known = all.map(({ program }) => program).join(', ');
  if (all.length === 0)
    throw new CommandFailed(`This store has no program yet. Run commission-ledger init first.${storeHint}`);
  if (asked === undefined)
    throw new CommandFailed(`This store has several programs: ${known}. Choose one with --program.`, exitCode.usage);
  throw new CommandFailed(`There is no program ${asked} here. Known: ${known}.`);
};

/** Which accounts or leads a reading is about: the program, and the partner asked for, who must be known. */
export const scopeFor = async (
  session: Session,
  { program, partner }: Readonly<{ program: ProgramDocument; partner: string | undefined }>,
): Promise<Readonly<{ program: string; partner?: string }>> => {
  if (partner === undefined) return { program: program.program };
  return { program: program.program, partner: (await partnerFor(session, partner)).partner };
};

/** The partner asked for, who must be known. */
export const partnerFor = async ({ documents }: Session, partner: string): Promise<PartnerDocument> => {
  const found = await partnerOf(documents, partner);
  if (found !== undefined) return found;
  throw new CommandFailed(
    `There is no partner ${shownSafely(partner.slice(0, 64))} here. Give the id, such as orion-consulting; commission-ledger balance --json lists them.`,
  );
};

/** The read models to answer from, and the date the answer is for: today, or the end of the day asked for. */
export type AsOf = Readonly<{ documents: DocumentStore; date: LocalDate }>;

/** Read models as of the end of a day in the program's zone; without a day, as of now. */
export const asOfDay = async (
  { events, documents }: Session,
  asked: string | undefined,
  program: ProgramDocument,
  terminal: Terminal,
): Promise<AsOf> => {
  const zone = zoneOf(program);
  if (asked === undefined) return { documents, date: dateOf(instantAt(terminal.clock()), zone) };
  const date = dayOf(asked);
  const past = await asOf({ store: events, projections: allProjections, effective: endOfDay(date, zone) });
  if (E.isLeft(past)) throw new CommandFailed(describeProjectionFailure(past.left));
  return { documents: past.right, date };
};

/** A month that somebody typed. */
export const monthOf = (asked: string): Period => {
  const period = parsePeriod(asked);
  if (E.isRight(period) && period.right.unit === 'month') return period.right;
  throw new CommandFailed(
    `'${shownSafely(asked.slice(0, 40))}' is no month. Give it as YYYY-MM, such as 2017-04.`,
    exitCode.usage,
  );
};

/** A date that somebody typed. */
export const dayOf = (asked: string): LocalDate => {
  const date = localDate(asked);
  if (E.isRight(date)) return date.right;
  throw new CommandFailed(
    `'${shownSafely(asked.slice(0, 40))}' is no date. Give it as YYYY-MM-DD, such as 2017-04-05.`,
    exitCode.usage,
  );
};

/** The zone was checked when the program was opened; a runtime that does not know it cannot tell the program's days. */
export const zoneOf = ({ program, timeZone: name }: ProgramDocument): TimeZone => {
  const zone = timeZone(name);
  if (E.isLeft(zone))
    throw new CommandFailed(
      `This runtime does not know ${name}, the time zone of ${program}. Use a Node with full ICU data.`,
    );
  return zone.right;
};

/** The sentence for whatever ended a command, and its exit code; defects go on. */
export const explainEnd = (error: unknown): Readonly<{ message: string; code: number }> => {
  if (error instanceof CommandFailed) return { message: error.message, code: error.code };
  if (error instanceof StoreFailure) return { message: error.message, code: exitCode.failed };
  throw error;
};
