import { describeReplayFailure, replay, type ReplayRow } from '@commission-ledger/audit';
import { catalogue, type EventType } from '@commission-ledger/events';
import type { MoneyRecord } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { checkScope } from '../audit/auditScope.ts';
import { explanationThen, owedThen } from '../audit/replayedPast.ts';
import { replayPace } from '../audit/replayPace.ts';
import { pastAsked } from '../audit/replayPast.ts';
import { replayReason } from '../audit/replayReasons.ts';
import { replayWords } from '../audit/replayWords.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { shownSafely, table } from '../table.ts';

/** Which part of the history, how it is shown, and what is asked at its end. */
export type ReplayAsked = Readonly<{
  until?: string;
  asOf?: string;
  from?: string;
  program?: string;
  partner?: string;
  stream?: string;
  type?: readonly string[];
  pause?: string;
  step?: boolean;
  table?: boolean;
  balances?: boolean;
  explain?: string;
}>;

/** Goes through the history and shows each event; at the end what is owed, or why an amount is what it is, as known there. */
export const replayHistory = async (context: CommandContext, asked: ReplayAsked): Promise<number> => {
  const { terminal, options } = context;
  const say = replayWords[options.locale];
  const filters = filtersOf(asked);
  await checkScope(context.session, asked);
  const past = await pastAsked(context, asked);
  const isQuiet = (asked.balances === true || asked.explain !== undefined) && asked.table !== true;
  const pace = replayPace({ pauseMs: pauseOf(asked), step: asked.step === true, prompt: say.next });
  const shown = options.json === true ? inJson(context) : asked.table === true ? inTable(context) : inLines(context);
  try {
    if (!isQuiet || options.json === true) {
      for await (const row of replay({ store: context.session.events, ...past, ...filters })) {
        if (E.isLeft(row)) throw new CommandFailed(describeReplayFailure(row.left));
        shown.row(row.right);
        if (!(await pace.wait())) break;
      }
    }
  } finally {
    pace.end();
  }
  const owed = asked.balances === true ? await owedThen(context, past, asked) : undefined;
  if (!isQuiet || options.json === true) shown.end(owed?.json);
  if (options.json !== true && owed !== undefined) terminal.out(owed.text);
  if (asked.explain === undefined) return exitCode.done;
  return explanationThen(context, past, asked.explain);
};

const pauseOf = ({ pause = '0' }: ReplayAsked): number => {
  if (/^\d{1,6}$/.test(pause)) return Number(pause);
  throw new CommandFailed('--pause is a number of milliseconds.', exitCode.usage);
};

const filtersOf = ({ program, partner, stream, type }: ReplayAsked) => {
  const unknown = type?.find((name) => !isEventType(name));
  if (unknown !== undefined)
    throw new CommandFailed(`There is no type of event ${shownSafely(unknown.slice(0, 64))}.`, exitCode.usage);
  return {
    ...(program === undefined ? {} : { program }),
    ...(partner === undefined ? {} : { partner }),
    ...(stream === undefined ? {} : { stream }),
    ...(type === undefined ? {} : { types: type }),
  };
};

const isEventType = (name: string): name is EventType => Object.hasOwn(catalogue, name);

/** How rows are written as they come, and what comes after the last. */
type Writing = Readonly<{ row: (row: ReplayRow) => void; end: (owed: unknown) => void }>;

const told = ({ options }: CommandContext, type: string): string =>
  isEventType(type) ? replayWords[options.locale].told[type] : type;

const inLines = (context: CommandContext): Writing => {
  const { terminal, options } = context;
  const say = replayWords[options.locale];
  let any = false;
  return {
    row: (row) => {
      any = true;
      const { index, recordedAt, type, partner, about, reason, amount, change, balance, stream, revision } = row;
      const owed = change === null || balance === null ? [] : [say.owedNow(moneyOf(balance))];
      const why = reason && replayReason(isEventType(type) ? type : undefined, reason, options.locale);
      const parts = [partner, about, amount && moneyOf(amount), why, ...owed].filter((part) => part !== null);
      const line = `#${index + 1} ${recordedAt} ${[told(context, type), ...parts].join(', ')} [${stream}#${revision}]`;
      terminal.out(`${shownSafely(line)}\n`);
    },
    end: () => {
      if (!any) terminal.out(`${say.nothing}\n`);
    },
  };
};

/** So many rows are aligned together, so that a long history is shown as it comes. */
const ALIGNED = 500;

const inTable = (context: CommandContext): Writing => {
  const { terminal, options } = context;
  const say = replayWords[options.locale];
  const columns = [
    { heading: say.number, amounts: true },
    { heading: say.recorded },
    { heading: say.happened },
    { heading: say.what },
    { heading: say.partner },
    { heading: say.about },
    { heading: say.amount, amounts: true },
    { heading: say.owed, amounts: true },
    { heading: say.where },
  ];
  let rows: (readonly string[])[] = [];
  const flush = (): void => {
    if (rows.length > 0) terminal.out(table(columns, rows, terminal));
    rows = [];
  };
  return {
    row: ({ index, recordedAt, occurredAt, type, partner, about, amount, change, balance, stream, revision }) => {
      rows.push([
        `${index + 1}`,
        recordedAt,
        occurredAt,
        told(context, type),
        partner ?? '',
        about ?? '',
        amount === null ? '' : moneyOf(amount),
        change === null || balance === null ? '' : moneyOf(balance),
        `${stream}#${revision}`,
      ]);
      if (rows.length === ALIGNED) flush();
    },
    end: flush,
  };
};

/** One row on a line, so that a long history is written as it comes and read by programs line by line, too. */
const inJson = ({ terminal }: CommandContext): Writing => {
  let before = '{"schema":"replay/1","rows":[\n';
  return {
    row: (row) => {
      terminal.out(before + JSON.stringify(row));
      before = ',\n';
    },
    end: (owed) => {
      const opening = before === ',\n' ? '\n' : before;
      terminal.out(`${opening}]${owed === undefined ? '' : `,"balances":${JSON.stringify(owed)}`}}\n`);
    },
  };
};

const moneyOf = ({ amount, currency }: MoneyRecord): string => `${amount} ${currency}`;
