import { type Instant, instantAt } from '@commission-ledger/calendar';
import { type OverdueLead, type ProgramDocument, endOfDay, overdueLeads } from '@commission-ledger/projections';
import type { CommandContext } from '../commandContext.ts';
import { exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { leadWords, minutesText } from '../leadWords.ts';
import { localMoment } from '../localMoment.ts';
import { type AsOf, zoneOf } from '../session.ts';
import { table } from '../table.ts';
import { promiseText } from './lead.ts';

/** Which leads to look at, and as of when. */
export type Overdue = Readonly<{
  program: ProgramDocument;
  scope: Readonly<{ program: string; partner?: string }>;
  past: AsOf;
  /** Whether a day was asked for; then the clocks are read as it ends. */
  isPast: boolean;
  limit: number | undefined;
}>;

/** The leads with which the program is late, the longest first, and whose turn it is. */
export const listOverdue = async (
  { terminal, options, words }: CommandContext,
  { program, scope, past, isPast, limit }: Overdue,
): Promise<number> => {
  const zone = zoneOf(program);
  const now: Instant = isPast ? endOfDay(past.date, zone) : instantAt(terminal.clock());
  const rows = (await overdueLeads(past.documents, { ...scope, now })).slice(0, limit);
  const say = leadWords[options.locale];
  if (options.json === true) writeJson(terminal, rows.map(flat));
  else if (rows.length === 0) terminal.out(`${say.noneOverdue}\n`);
  else {
    const columns = [say.lead, say.partner, say.manager, words.state, say.promise, say.due].map((heading) => ({
      heading,
    }));
    const told = rows.map(({ lead, manager, clock }) => [
      lead.lead,
      lead.partnerName,
      manager ?? say.nobody,
      words.states[lead.state],
      promiseText(clock, say),
      localMoment(clock.due, zone),
      minutesText(clock.lateByMinutes, say),
    ]);
    terminal.out(table([...columns, { heading: say.lateBy, amounts: true }], told, terminal));
    terminal.out(`${say.businessTime}\n`);
  }
  return exitCode.done;
};

const flat = ({ lead, manager, clock }: OverdueLead) => ({
  lead: lead.lead,
  program: lead.program,
  programName: lead.programName,
  partner: lead.partner,
  partnerName: lead.partnerName,
  manager,
  state: lead.state,
  stage: lead.stage,
  prospect: lead.prospect,
  clock,
});
