import { nodeId, type NodeId, type NodeJson } from '@commission-ledger/calculation';
import { accountOfStream, accountStream, leadStream, partnerStream } from '@commission-ledger/events';
import { createHmac } from 'node:crypto';
import { holesIn } from '../render/holes.ts';
import { templates } from '../render/templates.ts';

/** For whom an answer is masked, and with which secret. */
export type Masking = Readonly<{
  /** The partners whose ids stay: of a partner who is to read it, only themselves; of a manager, those whom they have. */
  named: ReadonlySet<string>;
  /** Leads of others, and others who did or wrote something: in these places an id does not say whose it is, or if of a partner. */
  others: ReadonlySet<string>;
  /** Secret of the program: who has it can mask the same answer again and compare; who has not cannot guess an id. */
  key: string | Uint8Array;
}>;

type Fields = Readonly<Record<string, unknown>>;

/** What has a graph. */
type Graphed = Readonly<{ nodes: Readonly<Record<NodeId, NodeJson>> }>;

/**
 * The same document, as plain JSON, without a word about other partners than those who are named: their ids, those of their leads, their streams,
 * and the ids and hashes of the events in those are replaced by keyed digests, the same for the same text. They are looked
 * for where they can stand, by field, by hole and by what a fact cites, so whatever else bears the same name stays.
 * Amounts and steps stay, and nodes have the ids of what they say now, so it can be calculated again like any other.
 */
export const maskDocument = (document: Graphed, masking: Masking): unknown => {
  const mask = maskerOf(sealingFor(masking));
  const masked = new Map(Object.entries(document.nodes).map(([id, node]) => [id, mask(node)] as const));
  const renamed = renamedNodes(masked);
  const rename = (value: unknown): unknown =>
    walk(value, (fields) => mapped(fields, (text) => renamed.get(text) ?? text));
  const nodes = Object.fromEntries([...masked].map(([id, node]) => [renamed.get(id) ?? id, rename(node)]));
  const { nodes: _, ...rest } = document;
  return { ...fieldsOf(rename(mask(rest))), nodes };
};

/** How the digest of somebody's id begins in the place of the id. */
const MASK = 'masked-';

/** Whether the text stands for a partner who is not named. */
export const isMasked = (id: string): boolean => id.startsWith(MASK);

const DIGITS = 16;

/** What a document names, wherever masking looks for it; what is masked is not named. */
export type Named = Readonly<{
  partners: ReadonlySet<string>;
  leads: ReadonlySet<string>;
  /** Who did, wrote or approved something: people and programs of the house, and partners. */
  actors: ReadonlySet<string>;
}>;

/** The ids of partners, of leads, and of those who did something, that a document names. */
export const namedIn = (document: object): Named => {
  const [partners, leads, actors] = [new Set<string>(), new Set<string>(), new Set<string>()];
  maskerOf({
    partnerOr: noted(partners),
    leadOr: noted(leads),
    actorOr: noted(actors),
    seal: (text) => text,
  })(document);
  return { partners, leads, actors };
};

/** Leaves an id as it is, and keeps it. */
const noted =
  (found: Set<string>) =>
  (id: string): string => {
    if (!isMasked(id)) found.add(id);
    return id;
  };

/** What stands in the place of an id, and of what could be guessed from one. */
type Sealing = Readonly<{
  partnerOr: (id: string) => string;
  leadOr: (id: string) => string;
  actorOr: (id: string) => string;
  seal: (text: string) => string;
}>;

const sealingFor = ({ named, others, key }: Masking): Sealing => {
  const seal = (text: string): string => createHmac('sha256', key).update(text).digest('hex');
  const sealed = (id: string): string => (isMasked(id) ? id : `${MASK}${seal(id).slice(0, DIGITS)}`);
  const otherOr = (id: string): string => (others.has(id) ? sealed(id) : id);
  return { partnerOr: (id) => (named.has(id) ? id : sealed(id)), leadOr: otherOr, actorOr: otherOr, seal };
};

const maskerOf = ({ partnerOr, leadOr, actorOr, seal }: Sealing): ((value: unknown) => unknown) => {
  const streamOr = (stream: string): string => {
    const account = accountOfStream(stream);
    if (account !== undefined) return accountStream({ ...account, partner: partnerOr(account.partner) });
    const [, category, id = ''] = /^(partner|lead)-([\w-]+)$/.exec(stream) ?? [];
    if (category === undefined) return stream;
    return category === 'partner' ? partnerStream(partnerOr(id)) : leadStream(leadOr(id));
  };
  /** Text that people read may name a stream, or an account by its id. */
  const nameOr = (text: string): string => {
    const account = accountStreamOf(text);
    return account === undefined ? streamOr(text) : streamOr(account).slice(ACCOUNT.length);
  };
  /** The text of a field or hole whose name says what it holds. */
  const idOr = (name: string, text: string): string | undefined => {
    if (PARTNERS.has(name)) return partnerOr(text);
    if (LEADS.has(name)) return leadOr(text);
    return ACTORS.has(name) ? actorOr(text) : undefined;
  };
  const holeOr = (kind: string | undefined, name: string, value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    if (kind === 'partner') return partnerOr(value);
    return idOr(name, value) ?? nameOr(value);
  };
  const said = (fields: Fields): Fields => {
    const kinds = kindsOf(fields['key']);
    const holes = fieldsOf(fields['holes']);
    return { ...fields, holes: mapFields(holes, (value, name) => holeOr(kinds.get(name), name, value)) };
  };
  const fact = (fields: Fields): Fields => {
    const { value, from } = fields;
    if (typeof value !== 'string') return fields;
    const paths = Array.isArray(from) ? from.map((ref: unknown) => lastOf(fieldsOf(ref)['path'])) : [];
    const [told] = [PARTNERS, LEADS, ACTORS].flatMap((names) => paths.find((name) => names.has(name)) ?? []);
    return told === undefined ? fields : { ...fields, value: idOr(told, value) };
  };
  /** A citation in somebody else's stream: what could be guessed from its name is sealed as well. */
  const citation = (fields: Fields): Fields => {
    const { stream, source, event, hash, head, revision } = fields;
    const masked = typeof stream === 'string' ? streamOr(stream) : undefined;
    const isTheirs = masked !== undefined && isMasked(ownerOf(masked) ?? '');
    return {
      ...fields,
      ...(masked === undefined ? {} : { stream: masked }),
      ...(typeof source === 'string' ? { source: streamOr(source) } : {}),
      ...(isTheirs && typeof event === 'string' ? { event: sealedId(seal(event)) } : {}),
      ...(isTheirs && typeof hash === 'string' ? { hash: seal(hash) } : {}),
      ...(isTheirs && typeof head === 'string' ? { head: seal(head) } : {}),
      ...(isTheirs && typeof revision === 'number' ? { revision: 0 } : {}),
    };
  };
  return (value) =>
    walk(value, (fields) => {
      if ('holes' in fields) return said(fields);
      if (fields['kind'] === 'fact') return fact(fields);
      const cited = citation(fields);
      return mapFields(cited, (each, name) =>
        typeof each === 'string' && (PARTNERS.has(name) || AUTHORS.has(name)) ? idOr(name, each) : each,
      );
    });
};

/** Fields that hold the id of a partner, in answers and in events. */
export const PARTNERS: ReadonlySet<string> = new Set(['partner', 'referrer', 'upline']);

/** Holes and fields of events that hold the id of a lead. */
export const LEADS: ReadonlySet<string> = new Set(['lead', 'of']);

/** Fields of answers that hold the id of whoever wrote or approved something. */
const AUTHORS: ReadonlySet<string> = new Set(['author', 'approver']);

/** Holes, and fields of events, that hold the id of whoever did, wrote or approved something. */
export const ACTORS: ReadonlySet<string> = new Set([
  ...AUTHORS,
  'actor',
  'by',
  'preparer',
  'who',
  'manager',
  'preparedBy',
  'approvedBy',
  'closedBy',
]);

const ACCOUNT = 'account-';

const accountStreamOf = (text: string): string | undefined =>
  accountOfStream(`${ACCOUNT}${text}`) === undefined ? undefined : `${ACCOUNT}${text}`;

const kindsOf = (key: unknown): ReadonlyMap<string, string> =>
  typeof key === 'string' && isTemplate(key) ? holesIn(templates[key]) : new Map();

const isTemplate = (key: string): key is keyof typeof templates => Object.hasOwn(templates, key);

const lastOf = (path: unknown): string => (typeof path === 'string' ? (path.split('/').at(-1) ?? '') : '');

/** In the form of a UUID (version 8: its digits are our own). */
const sealedId = (digest: string): string =>
  digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');

/** Whose stream it is: a partner's, or that of a lead. */
export const ownerOf = (stream: string): string | undefined =>
  accountOfStream(stream)?.partner ?? /^(?:partner|lead)-([\w-]+)$/.exec(stream)?.[1];

/** The ids that masked nodes have: what they rest on has other ids first. */
const renamedNodes = (nodes: ReadonlyMap<NodeId, unknown>): ReadonlyMap<NodeId, NodeId> => {
  const renamed = new Map<NodeId, NodeId>();
  const idOf = (id: NodeId): NodeId => {
    const known = renamed.get(id);
    if (known !== undefined) return known;
    const node = walk(nodes.get(id), (fields) =>
      mapped(fields, (text) => (text !== id && nodes.has(text) ? idOf(text) : text)),
    );
    const now = nodeId(fieldsOf(node));
    renamed.set(id, now);
    return now;
  };
  for (const id of nodes.keys()) idOf(id);
  return renamed;
};

/** The same JSON with every record replaced, from the outside in. */
const walk = (value: unknown, record: (fields: Fields) => Fields): unknown => {
  if (Array.isArray(value)) return value.map((each) => walk(each, record));
  if (typeof value !== 'object' || value === null) return value;
  return mapFields(record(fieldsOf(value)), (each) => walk(each, record));
};

/** Texts of a record, and of the lists in it, replaced: where ids of nodes stand. */
const mapped = (fields: Fields, text: (plain: string) => string): Fields => {
  const each = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    return Array.isArray(value) ? value.map(each) : value;
  };
  return mapFields(fields, each);
};

const mapFields = (fields: Fields, change: (value: unknown, name: string) => unknown): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, change(value, name)]));

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
