import { type LeadRow, type LeadScope, leadsOf } from '@commission-ledger/projections';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { asOfDay, programFor, scopeFor } from '../session.ts';
import { table } from '../table.ts';
import type { ReadOptions } from './balance.ts';

/** Every lead with where it stands; a partner's own with `--partner`. */
export const leads = async (
  context: CommandContext,
  read: ReadOptions & Readonly<{ state?: string; limit?: string }>,
): Promise<number> => {
  const { session, terminal, options, words } = context;
  await session.catchUp();
  const program = await programFor(session, read.program);
  const { documents } = await asOfDay(session, read.asOf, program, terminal);
  const scope: LeadScope = {
    ...(await scopeFor(session, { program, partner: read.partner })),
    ...(read.state === undefined ? {} : { state: stateOf(read.state, words.states) }),
  };
  const rows: LeadRow[] = [];
  const limit = read.limit === undefined ? undefined : countOf(read.limit);
  for await (const lead of leadsOf(documents, scope)) {
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
    ];
    terminal.out(
      table(
        columns,
        rows.map((row) => rowOf(row, words.states)),
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

const rowOf = (row: LeadRow, states: States): readonly string[] => [
  row.lead,
  row.partnerName,
  row.reason == null ? states[row.state] : `${states[row.state]}: ${row.reason}`,
  (row.timeline.at(-1)?.occurredAt ?? '').slice(0, 10),
  Object.values(row.attributes).join(', '),
];
