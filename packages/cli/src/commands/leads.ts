import { type TimeZone, dateOf } from '@commission-ledger/calendar';
import { type LeadRow, type LeadScope, instantIn, leadsOf } from '@commission-ledger/projections';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { asOfDay, programFor, scopeFor, zoneOf } from '../session.ts';
import { table } from '../table.ts';
import type { ReadOptions } from './balance.ts';
import { listOverdue } from './overdueLeads.ts';

/** Which leads: in a state, at most so many, or only those with which the program is late. */
export type LeadsOptions = ReadOptions & Readonly<{ state?: string; limit?: string; overdue?: boolean }>;

/** Every lead with where it stands; a partner's own with `--partner`. */
export const leads = async (context: CommandContext, read: LeadsOptions): Promise<number> => {
  const { session, terminal, options, words } = context;
  await session.catchUp();
  const program = await programFor(session, read.program);
  const past = await asOfDay(session, read.asOf, program, terminal);
  const whose = await scopeFor(session, { program, partner: read.partner });
  const limit = read.limit === undefined ? undefined : countOf(read.limit);
  if (read.overdue === true) {
    if (read.state !== undefined)
      throw new CommandFailed('--overdue looks at every open lead; leave out --state.', exitCode.usage);
    return listOverdue(context, { program, scope: whose, past, isPast: read.asOf !== undefined, limit });
  }
  const scope: LeadScope = {
    ...whose,
    ...(read.state === undefined ? {} : { state: stateOf(read.state, words.states) }),
  };
  const rows: LeadRow[] = [];
  for await (const lead of leadsOf(past.documents, scope)) {
    rows.push(lead);
    if (rows.length === limit) break;
  }
  if (options.json === true) writeJson(terminal, rows);
  else if (rows.length === 0) terminal.out(`${words.nothing}\n`);
  else {
    const columns = [
      { heading: words.lead },
      { heading: words.partner },
      { heading: words.state },
      { heading: words.since },
      { heading: words.product },
      ...(rows.some(({ reason }) => reason != null) ? [{ heading: words.why }] : []),
    ];
    terminal.out(
      table(
        columns,
        rows.map((row) => rowOf(row, words.states, zoneOf(program))),
        terminal,
      ),
    );
  }
  return exitCode.done;
};

const countOf = (text: string): number => {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new CommandFailed(`--limit takes a whole number from 1 on, not '${text.slice(0, 20)}'.`, exitCode.usage);
};

type States = CommandContext['words']['states'];

const isState = (text: string, states: States): text is keyof States => Object.hasOwn(states, text);

const stateOf = (text: string, states: States): keyof States => {
  if (isState(text, states)) return text;
  throw new CommandFailed(
    `'${text.slice(0, 40)}' is no state of a lead. Choose one of ${Object.keys(states).join(', ')}.`,
    exitCode.usage,
  );
};

const rowOf = (row: LeadRow, states: States, zone: TimeZone): readonly string[] => [
  row.lead,
  row.partnerName,
  states[row.state],
  row.timeline
    .slice(-1)
    .map(({ occurredAt }) => dateOf(instantIn(occurredAt), zone))
    .join(''),
  Object.values(row.attributes).join(', '),
  row.reason ?? '',
];
