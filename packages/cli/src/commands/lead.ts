import { type Instant, dateOf } from '@commission-ledger/calendar';
import { type LeadClock, type TimelineEntry, instantIn, programOf } from '@commission-ledger/projections';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { type LeadWords, leadWords, minutesText } from '../leadWords.ts';
import { localMoment } from '../localMoment.ts';
import { valueOf, zoneOf } from '../session.ts';
import { shownSafely, table } from '../table.ts';
import type { Words } from '../words.ts';

/** One lead with everything that happened to it, and the promises about it. Its partner may read all of it. */
export const lead = async (context: CommandContext, id: string): Promise<number> => {
  const { session, terminal, options, words } = context;
  const found = valueOf(await session.ledger.lead(id));
  const program = found && (await programOf(session.documents, found.program));
  if (found === undefined || program === undefined)
    throw new CommandFailed(
      `There is no lead ${shownSafely(id.slice(0, 64))} here. List them with commission-ledger leads.`,
    );
  const { steps, clocks, timeline: _, claims: __, duplicateOf: ___, ...row } = found;
  if (options.json === true) {
    writeJson(terminal, { ...row, timeline: steps, clocks });
    return exitCode.done;
  }
  const say = leadWords[options.locale];
  const zone = zoneOf(program);
  const shown: Shown = { zone, say, words, dayOf: (at) => dateOf(instantIn(at), zone) };
  const prospect = 'reference' in row.prospect ? row.prospect.reference : say.encrypted;
  const attributes = Object.entries(row.attributes).map(([name, value]) => `${name} ${value}`);
  const standing = [words.states[row.state], ...(row.stage === null ? [] : [say.stage(row.stage)])].join(', ');
  const head: readonly (readonly [string, string])[] = [
    [say.lead, row.lead],
    [say.partner, row.partnerName],
    [say.prospect, prospect],
    ...(attributes.length === 0 ? [] : [[say.attributes, attributes.join(', ')] as const]),
    [say.now, row.reason == null ? standing : `${standing}: ${row.reason}`],
  ];
  const width = Math.max(...head.map(([what]) => what.length));
  for (const [what, told] of head) terminal.out(`${what.padEnd(width)}  ${shownSafely(told)}\n`);
  const told = steps.map((step) => [localMoment(instantIn(step.occurredAt), zone), stepText(step, shown)]);
  terminal.out(`\n${table([{ heading: say.when }, { heading: say.what }], told, terminal)}`);
  terminal.out(clocks.length === 0 ? '' : `\n${promises(clocks, shown, context)}${say.businessTime}\n`);
  return exitCode.done;
};

type Shown = Readonly<{ zone: string; say: LeadWords; words: Words; dayOf: (at: string) => string }>;

const stepText = (step: TimelineEntry, shown: Shown): string => {
  const { say, dayOf } = shown;
  const late = dayOf(step.occurredAt) === dayOf(step.recordedAt) ? '' : ` ${say.learnt(dayOf(step.recordedAt))}`;
  return `${whatHappened(step, shown)}${late}`;
};

const whatHappened = (step: TimelineEntry, { say, words }: Shown): string => {
  switch (step.kind) {
    case 'claim':
      return `${say.claims[step.outcome]}${untilText(step, say)}`;
    case 'deal':
      return step.what === 'cancelled'
        ? say.cancelled(step.deal, step.reason)
        : say.amended(
            step.deal,
            step.changed.map((field) => say.fields[field]),
          );
    case 'lead':
      return leadText(step, say, words);
  }
};

const untilText = ({ outcome, until }: Extract<TimelineEntry, { kind: 'claim' }>, say: LeadWords): string => {
  if (until === null) return '';
  return outcome === 'granted' ? say.until(until) : say.protectedUntil(until);
};

const leadText = (step: Extract<TimelineEntry, { kind: 'lead' }>, say: LeadWords, words: Words): string => {
  const { fact, state, stage, deal, duplicateOf, reason } = step;
  if (fact === 'DealWon') return say.won(deal ?? '');
  const what = fact === 'LeadReopened' ? say.reopened : stage === null ? words.states[state] : say.entered(stage);
  const of = duplicateOf === null ? what : `${what} ${say.duplicateOf(duplicateOf)}`;
  return reason === null ? of : `${of}: ${reason}`;
};

/** What was promised, in words. */
export const promiseText = ({ stage }: LeadClock, say: LeadWords): string =>
  stage === null ? say.acknowledge : say.leave(stage);

const promises = (clocks: readonly LeadClock[], { zone, say }: Shown, { terminal }: CommandContext): string => {
  const at = (moment: Instant): string => localMoment(moment, zone);
  const rows = clocks.map((clock) => [
    promiseText(clock, say),
    at(clock.since),
    at(clock.due),
    standing(clock, at, say),
  ]);
  return table(
    [say.promise, say.since, say.due, say.how].map((heading) => ({ heading })),
    rows,
    terminal,
  );
};

const standing = ({ status, stopped, lateByMinutes }: LeadClock, at: (moment: Instant) => string, say: LeadWords) => {
  if (status === 'running') return say.running;
  if (status === 'met') return say.met(stopped === null ? '' : at(stopped));
  const late = say.late(minutesText(lateByMinutes, say));
  return `${late}, ${stopped === null ? say.stillWaiting : say.stopped(at(stopped))}`;
};
