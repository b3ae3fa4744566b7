import { describe, expect, it } from 'vitest';
import {
  checkpointText,
  newSigningKey,
  parseVerifierKey,
  prepareSeal,
  recordSeal,
  sealsOf,
  signerFrom,
  signNote,
} from '../../src/index.ts';
import { LEDGER, left, options, record, right, sealerOn, signer, storeWith, verifierKey } from './sealedLedger.ts';

const byDesk = (note: string) => ({ note, key: verifierKey, actor: 'desk' });

describe('sealing in two steps', () => {
  it('records what was signed elsewhere, though more has come since', async () => {
    const store = await storeWith('a', 'b');
    const prepared = right(await prepareSeal(options(store)));
    expect(prepared.text).toBe(checkpointText(prepared.checkpoint));
    expect(prepared.upToDate).toBeUndefined();
    await record(store, 'c');
    const note = await signNote(prepared.text, signer);
    const { seal, repeated } = right(await recordSeal(options(store), byDesk(note)));
    expect({ repeated, ...seal }).toMatchObject({ repeated: false, size: 2, note, revision: 0 });
    expect(right(await recordSeal(options(store), byDesk(note)))).toEqual({ seal, repeated: true });
    expect(right(await sealerOn(store).seal())).toMatchObject({ repeated: false, seal: { size: 4, revision: 1 } });
    expect(right(await prepareSeal(options(store))).upToDate).toMatchObject({ revision: 1 });
    // An older note is no news.
    expect(right(await recordSeal(options(store), byDesk(note)))).toMatchObject({ repeated: true, seal: { size: 4 } });
    expect(right(await sealsOf(store, LEDGER))).toHaveLength(2);
  });

  it('refuses a note of another key, another ledger or another history, and one that was altered', async () => {
    const store = await storeWith('a', 'b');
    const { text, checkpoint } = right(await prepareSeal(options(store)));
    const note = await signNote(text, signer);
    const stranger = right(signerFrom(newSigningKey('ledger.example').privateKeyPem, 'ledger.example'));
    const refused = async (bad: string) => left(await recordSeal(options(store), byDesk(bad)));
    const signed = (change: Partial<typeof checkpoint>) =>
      signNote(checkpointText({ ...checkpoint, ...change }), signer);
    expect(await refused(await signNote(text, stranger))).toMatchObject({
      _tag: 'BadNote',
      problem: { _tag: 'NotSignedByTrusted' },
    });
    expect(await refused(note.replace('\n2\n', '\n1\n'))).toMatchObject({ problem: { _tag: 'BadSignature' } });
    expect(await refused(await signed({ origin: 'other' }))).toMatchObject({ problem: { _tag: 'OtherOrigin' } });
    expect(await refused(await signed({ root: checkpoint.headsRoot }))).toMatchObject({
      _tag: 'NotTheSealedHistory',
      size: 2,
      found: checkpoint.root,
    });
    expect(await refused(await signed({ headsRoot: checkpoint.root }))).toMatchObject({ found: checkpoint.headsRoot });
    expect(await refused(await signed({ streams: 1 }))).toMatchObject({ _tag: 'NotTheSealedHistory', size: 2 });
    expect(await refused(await signed({ size: 3 }))).toMatchObject({
      _tag: 'NotTheSealedHistory',
      size: 3,
      found: undefined,
    });
    const ofStranger = right(parseVerifierKey(newSigningKey('ledger.example').verifierKey));
    expect(left(await recordSeal(options(store), { note, key: ofStranger, actor: 'desk' }))).toMatchObject({
      _tag: 'BadNote',
    });
    expect((await store.head())?.position).toBe(2n);
  });

  it('has nothing to sign in an empty ledger', async () => {
    expect(left(await prepareSeal(options(await storeWith())))).toEqual({ _tag: 'NothingToSeal' });
  });
});
