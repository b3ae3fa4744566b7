import type { EventStore } from '@commission-ledger/event-store';
import {
  allProjections,
  type DocumentStore,
  memoryDocumentStore,
  projectionRuntime,
} from '@commission-ledger/projections';
import { askAgain, createExplainer, storedEventIn, verifyReply, type Explainer, type Reply } from '../../src/index.ts';
import { say, type Speaker } from '../../src/render/say.ts';
import { right } from '../history.ts';

/** The read models of a history, up to date. */
export const documentsOf = async (store: EventStore): Promise<DocumentStore> => {
  const documents = memoryDocumentStore();
  right(await projectionRuntime({ store, documents, projections: allProjections }).catchUp());
  return documents;
};

/** An explainer over a history with its read models. */
export const answering = async (
  store: EventStore,
): Promise<Readonly<{ explainer: Explainer; documents: DocumentStore }>> => {
  const documents = await documentsOf(store);
  return { explainer: createExplainer({ store, documents }), documents };
};

type Rows = Reply['rows'];
type Row = Rows[number];

const speaker = (locale: 'en' | 'ru'): Speaker => ({ locale, outside: (text) => text });

/** An answer as plain lines: the verdict, then each row with its number, gate and amount. */
export const linesOf = ({ title, verdict, amount, rows }: Reply, locale: 'en' | 'ru' = 'en'): readonly string[] => [
  `${say(speaker(locale), title)}${amount === undefined ? '' : `  ${amount.amount} ${amount.currency}`}`,
  verdict.map((said) => say(speaker(locale), said)).join(' '),
  ...lineRowsOf(rows, locale),
];

const gates = { passed: '✓ ', failed: '✗ ', open: '… ', 'not-reached': '- ' } as const;

const lineRowsOf = (rows: Rows, locale: 'en' | 'ru'): readonly string[] =>
  rows.flatMap((row: Row) => [
    `${row.number} ${row.gate === undefined ? '' : gates[row.gate]}${say(speaker(locale), row.said)}${row.amount === undefined ? '' : `  ${row.counts ? '' : '('}${row.amount.amount}${row.counts ? '' : ')'}`}`,
    ...lineRowsOf(row.rows ?? [], locale),
  ]);

/** Requires an answer, as it is stored, to hold against the history. */
export const verified = async (explainer: Explainer, store: EventStore, reply: Reply): Promise<void> => {
  const witness = { askAgain: (again: Reply) => askAgain(explainer, again), readStored: storedEventIn(store) };
  right(await verifyReply(JSON.parse(JSON.stringify(reply)), witness));
};
