import type { LocalDate } from '@commission-ledger/calendar';
import type { EventRef, NodeId, NodeJson } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanSource } from '../../document/explanation.ts';
import type { Reply, Row, Subject } from '../../document/reply.ts';
import { programZoneOf } from '../../reading/programZone.ts';
import type { Answer } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import { composeReply } from '../composeReply.ts';
import { whyOf } from '../whyOf.ts';
import { operationRows } from './operationRows.ts';
import { othersNamed } from './othersNamed.ts';
import { recordRows, recordsIn } from './recordRows.ts';
import { parameterRows } from './parameterRows.ts';

/**
 * Of what: a payout, an entry, an account, a statement, a deferral, a lead or a deal; of a deal, whose part of it; and for
 * which day, as `whyOf` takes it.
 */
export type DataQuestion = Readonly<{ subject: Subject; partner?: string; on?: LocalDate }>;

/**
 * Which data an answer was made from: every field of every record with its source and both clocks, every number and term of
 * the plan, what was calculated with them, and which other partners those records name.
 */
export const dataUsed = async (asking: Asking, asked: DataQuestion): Answer<Reply> => {
  const answered = await answerTo(asking, asked);
  if (E.isLeft(answered)) return answered;
  const { subject, partner, nodes, cited, plans, program: home, effective, notOpened } = answered.right;
  const program = await programZoneOf(asking.sources, home);
  if (E.isLeft(program)) return program;
  const records = await recordsIn(asking.sources, nodes, cited);
  if (E.isLeft(records)) return records;
  const parameters = parameterRows(nodes);
  const operations = operationRows(nodes);
  const others = othersNamed(
    records.right.map(({ event }) => event),
    partner,
  );
  const counts = { records: records.right.length, values: sumOf(records.right.map(({ facts }) => facts.length)) };
  const steps = sumOf(operations.map(({ count }) => count));
  return E.right(
    composeReply({
      question: 'why',
      subject,
      asked: {
        about: 'data',
        ...(asked.on === undefined ? {} : { on: asked.on }),
        ...(asked.partner === undefined ? {} : { partner: asked.partner }),
      },
      ...(partner === undefined ? {} : { partner }),
      program: program.right.source,
      title:
        partner === undefined
          ? { key: 'dataTitleOfAll', holes: { subject: subject.id } }
          : { key: 'dataTitle', holes: { subject: subject.id, partner } },
      verdict: [
        { key: 'dataVerdict', holes: { ...counts, terms: parameters.length, steps } },
        notOpened === 0 ? { key: 'dataNothingElse', holes: {} } : { key: 'dataMore', holes: { count: notOpened } },
        othersSaid(others.length),
      ],
      rows: [
        { said: { key: 'dataRecords', holes: counts }, rows: recordRows(records.right, program.right) },
        ...(parameters.length === 0
          ? []
          : [{ said: { key: 'dataTerms', holes: { terms: parameters.length } } as const, rows: parameters }]),
        ...(steps === 0
          ? []
          : [
              {
                said: { key: 'dataSteps', holes: { steps } } as const,
                rows: [
                  ...operations.map(({ said }) => ({ said })),
                  { said: { key: 'dataElsewhere', holes: { subject: subject.id } } as const },
                ],
              },
            ]),
        ...(notOpened === 0 ? [] : [{ said: { key: 'dataMore', holes: { count: notOpened } } as const }]),
        ...(others.length === 0
          ? []
          : [
              {
                said: othersSaid(others.length),
                rows: others.map(({ partner: named, from }) => ({
                  said: { key: 'dataNamed', holes: { partner: named } } as const,
                  from: [from],
                })),
              },
            ]),
      ],
      searched: [],
      plans,
      effective,
    }),
  );
};

const othersSaid = (count: number): Said =>
  count === 0 ? { key: 'dataNobodyElse', holes: {} } : { key: 'dataOthersNamed', holes: { count: `${count}` } };

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** What there is of an answer, whichever document it is. */
type Answered = Readonly<{
  subject: Subject;
  partner: string | undefined;
  program: string;
  nodes: Readonly<Record<NodeId, NodeJson>>;
  /** What it cites beside the facts of its calculations. */
  cited: readonly EventRef[];
  plans: readonly PlanSource[];
  effective: string;
  /** How many amounts are too many to be opened here. */
  notOpened: number;
}>;

const answerTo = async (asking: Asking, { subject, on, partner: whose }: DataQuestion): Answer<Answered> => {
  const { kind, id } = subject;
  switch (kind) {
    case 'payout':
    case 'entry': {
      const proof = await asking.why(id);
      if (E.isLeft(proof)) return proof;
      const { about, nodes, plans, asOf, lines } = proof.right;
      return E.right({
        subject,
        partner: about.partner,
        program: about.program,
        nodes,
        cited: lines.map(({ from }) => from),
        plans,
        effective: asOf.effective,
        notOpened: 0,
      });
    }
    case 'account':
    case 'statement':
    case 'deferral':
    case 'lead':
    case 'deal': {
      const given = { ...(on === undefined ? {} : { on }), ...(whose === undefined ? {} : { partner: whose }) };
      const reply = await whyOf(asking, { kind, id, ...given });
      return E.isLeft(reply) ? reply : withProofs(asking, reply.right);
    }
    case 'payment':
    case 'plan':
    case 'partner':
      return E.left({ _tag: 'UnknownSubject', subject: id });
  }
};

/** The amounts that an answer leaves to their own proofs are opened too, up to so many. */
const MOST_PROOFS = 100;

const withProofs = async (
  asking: Asking,
  { subject, partner, program, nodes, rows, plans, asOf }: Reply,
): Answer<Answered> => {
  const proofs = [...new Set(proofsIn(rows))];
  const opened: Answered[] = [];
  for (const id of proofs.slice(0, MOST_PROOFS)) {
    const proof = await answerTo(asking, { subject: { kind: 'entry', id } });
    if (E.isLeft(proof)) return proof;
    opened.push(proof.right);
  }
  const allPlans = [...plans, ...opened.flatMap((each) => each.plans)];
  return E.right({
    subject,
    partner,
    program: program.program,
    nodes: Object.assign({}, nodes, ...opened.map((each) => each.nodes)),
    cited: [...citedIn(rows), ...opened.flatMap((each) => each.cited)],
    plans: [...new Map(allPlans.map((plan) => [plan.hash, plan])).values()],
    effective: asOf.effective,
    notOpened: Math.max(0, proofs.length - MOST_PROOFS),
  });
};

const proofsIn = (rows: readonly Row[]): readonly string[] =>
  rows.flatMap(({ proof, rows: below = [] }) => [...(proof === undefined ? [] : [proof]), ...proofsIn(below)]);

const citedIn = (rows: readonly Row[]): readonly EventRef[] =>
  rows.flatMap(({ from = [], rows: below = [] }) => [...from, ...citedIn(below)]);
