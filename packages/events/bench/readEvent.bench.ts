import { readFileSync } from 'node:fs';
import * as E from 'fp-ts/lib/Either.js';
import { Bench } from 'tinybench';
import { type StoredFrame, hashOf, parseFrame, readEvent, verifyStream } from '../src/index.ts';

/** What a deal with one payment leaves behind: a lead, its win, the payment, an accrual, its line in a payout. */
const files = [
  'LeadSubmitted.v1.reference',
  'LeadAccepted.v1',
  'DealWon.v1.direct',
  'PaymentReceived.v1',
  'AccrualPosted.v1',
];
const stored = files.map((name): StoredFrame => {
  const body = readFileSync(new URL(`../test/golden/${name}.json`, import.meta.url), 'utf8');
  return { ...(JSON.parse(body) as StoredFrame), position: 0n, body };
});

const read = (frame: StoredFrame): void => {
  if (E.isLeft(readEvent(frame))) throw new Error('A golden file cannot be read.');
};

const bench = new Bench({ time: 500 })
  .add('JSON.parse alone', () => stored.forEach(({ body }) => JSON.parse(body) as unknown))
  .add('SHA-256 alone', () => stored.forEach(({ body }) => hashOf(body)))
  .add('parse the frame', () => stored.forEach(({ body }) => parseFrame(body)))
  .add('read the event', () => stored.forEach(read))
  .add('check one link', () => stored.forEach((frame) => verifyStream([frame])));
for (const frame of stored) bench.add(`read ${frame.type} (${frame.body.length} bytes)`, () => read(frame));
await bench.run();

const perSecond = bench.tasks.map(({ name, result }) => ({
  name,
  events:
    ('throughput' in result ? result.throughput.mean : 0) *
    (name.startsWith('read ') && name.endsWith(')') ? 1 : stored.length),
}));
const plain = perSecond[0]?.events ?? 1;
console.table(
  perSecond.map(({ name, events }) => ({
    name,
    'events a second': Math.round(events).toLocaleString('en'),
    'times JSON.parse': (plain / events).toFixed(1),
  })),
);
