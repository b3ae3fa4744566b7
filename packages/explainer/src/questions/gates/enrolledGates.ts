import { absent, fact, guard, text, type Node } from '@commission-ledger/calculation';
import type { LocalDate } from '@commission-ledger/calendar';
import { partnerStream, type RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { causesIn, searchedStream, type DealScene, type SceneCause } from './dealScene.ts';
import type { Flip, LookedAt } from './gate.ts';
import { enrolmentOn, enrolmentsIn } from './planFor.ts';

/** Whose enrolment decides: everything recorded of the credited partner. */
export type PartnerHistory = Readonly<{ partner: string; events: readonly RecordedEvent[] }>;

/** The partner is in a plan of the program on the day of the cause, and not suspended in a way that earns nothing. */
export const enrolledGates = (scene: DealScene, cause: SceneCause, history: PartnerHistory): readonly LookedAt[] => {
  const enrolled = enrolledGate(scene, cause, history);
  const suspended = suspendedGate(scene, cause, history);
  return suspended === undefined ? [enrolled] : [enrolled, suspended];
};

const enrolledGate = (scene: DealScene, cause: SceneCause, { partner, events }: PartnerHistory): LookedAt => {
  const { program } = scene.won.data;
  const on = cause.date;
  const current = enrolmentOn(events, program, on);
  if (current !== undefined) {
    const { plan, from } = current.data;
    return {
      state: 'passed',
      said: { key: 'whyNotEnrolled', holes: { partner, plan, from } },
      node: guard('le', [fromDay(current), dayOf(cause)]),
    };
  }
  const later = enrolmentsIn(events, program).at(0);
  if (later !== undefined) {
    const { plan, from } = later.data;
    const holes = { partner, plan, from, on };
    return {
      state: 'failed',
      said: { key: 'whyNotEnrolledLater', holes },
      node: guard('le', [fromDay(later), dayOf(cause)]),
      flips: [happenedOn(scene, cause, from)],
    };
  }
  const searched = [searchedStream(partnerStream(partner), events)];
  return {
    state: 'failed',
    said: { key: 'whyNotNeverEnrolled', holes: { partner, program } },
    node: absent(text(program), `enrolment of ${partner} in ${program}`, searched),
    searched,
  };
};

/** The partner was not suspended that day; nothing to say where there was never a suspension. */
export const suspendedGate = (
  scene: DealScene,
  cause: SceneCause,
  { partner, events }: PartnerHistory,
): LookedAt | undefined => {
  const { program } = scene.won.data;
  const told = events.filter(
    (event): event is RecordedEvent<'PartnerSuspended' | 'PartnerReinstated'> =>
      (event.type === 'PartnerSuspended' || event.type === 'PartnerReinstated') && event.data.program === program,
  );
  const last = told.findLast(({ data }) => data.from <= cause.date);
  if (last?.type !== 'PartnerSuspended') return undefined;
  const { from, reason, earning } = last.data;
  const days = [fact(text(from), [eventRef(last, '/from')]), dayOf(cause)];
  const holes = { partner, from, reason };
  if (earning === 'continues')
    return { state: 'passed', said: { key: 'whyNotSuspendedEarning', holes }, node: guard('le', days) };
  const end = told.find(({ type, data }) => type === 'PartnerReinstated' && data.from > cause.date);
  return {
    state: 'failed',
    said: { key: 'whyNotSuspended', holes },
    node: guard('gt', days),
    ...(end === undefined ? {} : { flips: [happenedOn(scene, cause, end.data.from)] }),
  };
};

/** The day of the cause, as its event says it. */
const dayOf = ({ kind, told, date }: SceneCause): Node =>
  fact(text(date), [eventRef(told, '/occurredAt')], kind === 'win' ? 'won-on' : 'paid-on');

const fromDay = (enrolment: RecordedEvent<'PartnerEnrolled'>): Node =>
  fact(text(enrolment.data.from), [eventRef(enrolment, '/from')]);

/** The cause on another day; a payment that would come before its win then takes the win with it. */
export const happenedOn = (scene: DealScene, cause: SceneCause, on: LocalDate): Flip => {
  const [win] = causesIn(scene);
  const at = ({ told: { stream, revision } }: SceneCause) => ({
    _tag: 'happened' as const,
    event: { stream, revision },
    occurredAt: on,
  });
  const takesWin = win !== undefined && cause.kind === 'payment' && (win.date > on || win.date === cause.date);
  const changes = takesWin ? [at(win), at(cause)] : [at(cause)];
  return cause.kind === 'win'
    ? { said: { key: 'whyNotFlipWonOn', holes: { on } }, changes }
    : { said: { key: 'whyNotFlipPaidOn', holes: { on } }, changes };
};
