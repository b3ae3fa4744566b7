import { verifyGraph, type NodeJson } from '@commission-ledger/calculation';
import { MoneyJson, toJson, type MoneyRecord } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { knownEngines } from '../document/engine.ts';
import type { Explanation } from '../document/explanation.ts';
import { ExplanationCodec } from '../document/explanationCodec.ts';
import type { Reply } from '../document/reply.ts';
import { ReplyCodec } from '../document/replyCodec.ts';
import { isMasked, ownerOf } from '../mask/maskDocument.ts';
import { createEventReader, type ReadStored } from '../reading/eventReader.ts';
import { Unexplained } from '../reading/explainFailure.ts';
import { requireSound } from '../render/requireSound.ts';
import { firstDifference } from '../why/firstDifference.ts';
import { citationsOf } from './citedEvents.ts';
import type { ExplanationProblem } from './explanationProblem.ts';
import { malformed } from './malformed.ts';
import { problemsWithin } from './problemsWithin.ts';
import { plansAmong, readCited, storeOver, type Cited } from './readAgain.ts';
import type { ReplyProblem } from './replyProblem.ts';
import { eventKey, fieldAt, problemsOfLeaf } from './verifyLeaves.ts';
import { citationsIn } from './verifyReply.ts';

/** A masked document that holds, as far as its reader can see: steps done again, events read, events that are masked. */
export type VerifiedMasked = Readonly<{ document: Explanation | Reply; nodes: number; events: number; masked: number }>;

/**
 * Checks a masked document: every step is done again, and every event that is not masked is read again and has to be what
 * is stated. What is masked, and what is told beside the calculation, rests on the word of the program: whoever has its
 * key asks and masks again, and gives that to be compared.
 */
export const verifyMasked = async (
  json: unknown,
  readStored: ReadStored,
  again?: Explanation | Reply,
): Promise<E.Either<readonly (ExplanationProblem | ReplyProblem)[], VerifiedMasked>> => {
  const read = documentIn(json);
  if (E.isLeft(read)) return read;
  const document = read.right;
  const { nodes, plans, program, engine } = document;
  if (!knownEngines.includes(engine)) return E.left([{ _tag: 'UnknownEngine', engine }]);
  const citations = document.schema === 'explain/1' ? citationsOf(document) : citationsIn(document);
  const open = citations.filter(({ ref }) => !isSealed(ref));
  const { cited, problems } = await readCited(createEventReader(storeOver(readStored)), open);
  const looked = { events: cited, plans: plansAmong(plans, cited), timeZone: program.timeZone };
  const found = [
    ...problemsBySelf(document),
    ...problems,
    ...Object.entries(nodes).flatMap(([id, node]) => (rests(node, document) ? problemsOfLeaf(id, node, looked) : [])),
    ...problemsOfBooking(document, cited),
  ];
  const difference = again && (firstDifference(document, again) ?? firstDifference(again, document));
  if (found.length === 0 && difference !== undefined) {
    const { path, recorded, computed } = difference;
    return E.left([{ _tag: 'ReadsDifferently', path, stated: recorded, found: computed }]);
  }
  const counts = { nodes: Object.keys(nodes).length, events: cited.size, masked: citations.length - open.length };
  return found.length > 0 ? E.left(found) : E.right({ document, ...counts });
};

const documentIn = (json: unknown): E.Either<readonly (ExplanationProblem | ReplyProblem)[], Explanation | Reply> => {
  const isReply = typeof json === 'object' && json !== null && 'schema' in json && json.schema === 'reply/1';
  if (isReply) {
    const reply = ReplyCodec.decode(json);
    return E.isRight(reply) ? reply : E.left(reply.left.map((error) => ({ _tag: 'NotAReply', ...malformed(error) })));
  }
  const explanation = ExplanationCodec.decode(json);
  return E.isRight(explanation)
    ? explanation
    : E.left(explanation.left.map((error) => ({ _tag: 'NotAnExplanation', ...malformed(error) })));
};

const problemsBySelf = (document: Explanation | Reply): readonly (ExplanationProblem | ReplyProblem)[] => {
  if (document.schema === 'reply/1') return problemsWithin(document);
  const { root, nodes } = document;
  const graph = verifyGraph({ root, nodes });
  if (E.isLeft(graph)) return graph.left;
  try {
    requireSound(document);
    return [];
  } catch (error) {
    if (!(error instanceof Unexplained)) throw error;
    return [{ _tag: 'NotAnExplanation', path: '', expected: 'lines that add up to the amount' }];
  }
};

const isSealed = ({ stream }: Readonly<{ stream: string }>): boolean => isMasked(ownerOf(stream) ?? '');

/**
 * What rests on something masked, or is a masked id itself, cannot be looked up; what is supposed was never recorded, and is
 * only in answers to what might be.
 */
const rests = (node: NodeJson, document: Explanation | Reply): boolean => {
  if (node.kind !== 'fact') return true;
  if (node.from.length === 0) return document.question !== 'what-if' && document.question !== 'why-not';
  return !node.from.some(isSealed) && !(typeof node.value === 'string' && isMasked(node.value));
};

/** What was booked is in the event that booked it, whatever the calculation gives; signs are a matter of the kind of entry. */
const problemsOfBooking = (document: Explanation | Reply, cited: Cited): readonly ExplanationProblem[] => {
  if (document.schema === 'reply/1') return [];
  const { about, lines } = document;
  const stated = [{ path: '/about', amount: about.amount, from: about.from }, ...lines.map(atLine)];
  return stated.flatMap(({ path, amount, from }) => {
    const event = cited.get(eventKey(from));
    if (event === undefined) return [];
    const found = MoneyJson.decode(fieldAt(event.json, from.path));
    const booked = E.isRight(found) ? toJson(found.right) : undefined;
    if (booked !== undefined && unsigned(booked) === unsigned(amount)) return [];
    const { stream, revision } = from;
    const told = { stated: unsigned(amount), found: booked === undefined ? 'no amount' : unsigned(booked) };
    return [{ _tag: 'EventDiffers', path, stream, revision, field: from.path, ...told }];
  });
};

const atLine = ({ amount, from }: Explanation['lines'][number], index: number) => ({
  path: `/lines/${index}`,
  amount,
  from,
});

const unsigned = ({ amount, currency }: MoneyRecord): string => `${amount.replace(/^-/, '')} ${currency}`;
