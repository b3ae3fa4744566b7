import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkProof,
  describeNoProof,
  describeProofProblem,
  newSigningKey,
  parseVerifierKey,
  proveConsistency,
  proveEvent,
  proveStream,
} from '../src/index.ts';
import {
  LEDGER,
  left,
  record,
  right,
  sealerOn,
  storeWith,
  tamperedStore,
  verifierKey,
} from './sealing/sealedLedger.ts';

/** Twelve events of five streams, sealed after five, nine and twelve of them (two of them seals). */
const sealed = async () => {
  const store = await storeWith('a', 'b', 'a', 'c', 'a');
  const sealer = sealerOn(store);
  right(await sealer.seal());
  await record(store, 'd', 'a', 'b');
  right(await sealer.seal());
  await record(store, 'c', 'c');
  right(await sealer.seal());
  return { store, ledger: LEDGER };
};
const trusted = [verifierKey];

describe('a proof', () => {
  it('of every sealed event and stream is good, also after it was written and read', async () => {
    const place = await sealed();
    const { events } = await place.store.readAll({ after: undefined, limit: 100 });
    expect(events).toHaveLength(13);
    for (const { id, stream, revision, body } of events.slice(0, 12)) {
      const proof: unknown = JSON.parse(JSON.stringify(right(await proveEvent(place, (event) => event.id === id))));
      const proved = right(checkProof(proof, trusted, 'commission-ledger/acme'));
      expect(proved).toMatchObject({ _tag: 'EventIncluded', frame: JSON.parse(body), seal: { size: 12 } });
      const ofStream: unknown = JSON.parse(JSON.stringify(right(await proveStream(place, stream))));
      const found = right(checkProof(ofStream, trusted));
      if (found._tag !== 'StreamIncluded') expect.fail();
      expect(found.ending.length).toBeGreaterThan(revision);
    }
    for (const sizes of [
      [5, 9],
      [12, 5],
      [9, 12],
      [9, 9],
    ] as const) {
      const proved = right(checkProof(right(await proveConsistency(place, sizes)), trusted));
      expect(proved).toMatchObject({
        _tag: 'Consistent',
        first: { size: Math.min(...sizes) },
        second: { size: Math.max(...sizes) },
      });
    }
  });

  it('is not to be had for what no seal covers', async () => {
    const place = await sealed();
    const last = await place.store.head();
    expect(left(await proveEvent(place, ({ id }) => id === last?.id))).toMatchObject({ _tag: 'NotCovered', size: 12 });
    expect(left(await proveStream(place, 'subject-z'))).toMatchObject({ _tag: 'NotCovered' });
    expect(left(await proveConsistency(place, [5, 13]))).toEqual({ _tag: 'NoSuchSeal', size: 13 });
    expect(left(await proveConsistency(place, [4, 5]))).toEqual({ _tag: 'NoSuchSeal', size: 4 });
    const unsealed = { store: await storeWith('a'), ledger: LEDGER };
    const failure = left(await proveStream(unsealed, 'subject-a'));
    expect(failure).toEqual({ _tag: 'NotSealed' });
    expect(describeNoProof(failure)).toContain('no seal yet');
  });

  it('is not to be had of a history that is not what was sealed', async () => {
    const { store } = await sealed();
    for (const change of [
      (body: string) => body.replace('asked', 'other'),
      (body: string, index: number) => (index > 7 ? undefined : body),
    ]) {
      const place = { store: tamperedStore(store, change), ledger: LEDGER };
      for (const failure of [
        left(await proveEvent(place, () => true)),
        left(await proveStream(place, 'subject-a')),
        left(await proveConsistency(place, [5, 12])),
      ])
        expect(failure).toMatchObject({ _tag: 'NotTheSealedHistory', size: 12 });
    }
  });

  it('shows nothing once one character of it is changed, or under another key or origin', async () => {
    const place = await sealed();
    const proofs = [
      right(await proveEvent(place, ({ revision }) => revision === 1)),
      right(await proveStream(place, 'subject-b')),
      right(await proveConsistency(place, [5, 12])),
    ].map((proof) => JSON.stringify(proof));
    fc.assert(
      fc.property(
        fc.constantFrom(...proofs),
        fc.nat(),
        fc.constantFrom('0', 'a', '7', ' ', '"', 'Z'),
        (text, at, other) => {
          const where = at % text.length;
          fc.pre(text[where] !== other);
          const changed = `${text.slice(0, where)}${other}${text.slice(where + 1)}`;
          let document: unknown;
          try {
            document = JSON.parse(changed);
          } catch {
            return;
          }
          expect(E.isLeft(checkProof(document, trusted))).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
    const stranger = right(parseVerifierKey(newSigningKey('ledger.example').verifierKey));
    for (const proof of proofs.map((text): unknown => JSON.parse(text))) {
      expect(E.isRight(checkProof(proof, trusted))).toBe(true);
      const untrusted = left(checkProof(proof, [stranger]));
      expect(untrusted).toMatchObject({ _tag: 'UntrustedSeal' });
      expect(describeProofProblem(untrusted)).toContain('Get the verifier key from somebody whom you trust');
      expect(left(checkProof(proof, trusted, 'other'))).toMatchObject({ _tag: 'UntrustedSeal' });
    }
    for (const other of [null, 3, [], {}, { schema: 'inclusion/2' }])
      expect(left(checkProof(other, trusted))).toEqual({ _tag: 'NotAProof' });
  });
});
