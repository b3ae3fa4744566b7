import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Vault, describeVaultFailure, fileVault, memoryVault } from '../src/index.ts';
import { foreseenBytes, right } from './chance.ts';
import { newFolder } from './folder.ts';

type Step = Readonly<{ act: 'keyFor' | 'find' | 'destroy' | 'reopen'; subject: string }>;

/** Two subjects that differ only in case, so that a file system that does not see it would mix them up. */
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    act: fc.constantFrom('keyFor' as const, 'find' as const, 'destroy' as const, 'reopen' as const),
    subject: fc.constantFrom('a', 'A', 'b-1'),
  }),
  { minLength: 1, maxLength: 12 },
);

const hex = (answer: E.Either<unknown, Uint8Array | undefined>): unknown =>
  E.isLeft(answer) ? answer.left : answer.right && Buffer.from(answer.right).toString('hex');

/** What each step has to answer, by what the steps before it did. A new key is known when it is given. */
const play = async (vault: () => Vault, sequence: readonly Step[]): Promise<void> => {
  let open = vault();
  const known = new Map<string, unknown>();
  for (const { act, subject } of sequence) {
    const before = known.get(subject);
    const gone = { _tag: 'KeyDestroyed', subject };
    if (act === 'reopen') open = vault();
    if (act === 'destroy') {
      expect(await open.destroy(subject)).toEqual(E.right(undefined));
      known.set(subject, gone);
    }
    if (act === 'find') expect(hex(await open.find(subject))).toEqual(before);
    if (act === 'keyFor') {
      const key = hex(await open.keyFor(subject));
      if (before === undefined) {
        expect(key).toMatch(/^[0-9a-f]{64}$/);
        expect([...known.values()]).not.toContain(key);
        known.set(subject, key);
      } else expect(key).toEqual(before);
    }
  }
};

/** What a process of its own is told when it asks for these keys. */
const askedByChild = async (folder: string, subjects: readonly string[]): Promise<string> => {
  const script = fileURLToPath(new URL('./askingChild.ts', import.meta.url));
  const options = ['--conditions=@commission-ledger/source', '--import', 'tsx'];
  const { stdout } = await promisify(execFile)(process.execPath, [...options, script, folder, ...subjects]);
  return stdout;
};

describe('a vault in memory', () => {
  it('gives each subject one key for good, until it is destroyed, and never another', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const vault = memoryVault(foreseenBytes());
        await play(() => vault, sequence);
      }),
    );
  });
});

describe('a vault of files', () => {
  it('gives each subject one key for good, until it is destroyed, and never another, however often it is opened', async () => {
    const folder = newFolder();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        run += 1;
        const chance = foreseenBytes(`${run}`);
        await play(() => fileVault(join(folder, `${run}`), { randomBytes: chance }), sequence);
      }),
      { numRuns: 30 },
    );
  });

  it('gives one key to all who ask at once', async () => {
    const folder = newFolder();
    const vaults = [1, 2, 3, 4, 5, 6].map(() => fileVault(folder));
    const keys = await Promise.all(vaults.map(async (vault) => hex(await vault.keyFor('a'))));
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  it('gives the same keys to several processes that ask at once, and none that is destroyed', async () => {
    const folder = newFolder();
    const subjects = Array.from({ length: 40 }, (_, index) => `s-${index}`);
    right(await fileVault(folder).destroy('s-7'));
    const answers = await Promise.all([1, 2, 3].map(() => askedByChild(folder, subjects)));
    expect(new Set(answers).size).toBe(1);
    const keys: readonly string[] = JSON.parse(answers[0] ?? '[]');
    expect(keys.filter((key) => /^[0-9a-f]{64}$/.test(key))).toHaveLength(39);
    expect([new Set(keys).size, keys[7]]).toEqual([40, 'KeyDestroyed']);
  });

  it('has no key left when some ask for one while others destroy it', async () => {
    const folder = newFolder();
    for (const subject of ['a', 'b', 'c', 'd', 'e']) {
      const vaults = [1, 2, 3, 4].map(() => fileVault(folder));
      const answers = await Promise.all(
        vaults.map(async (vault, index) => (index % 2 === 0 ? vault.keyFor(subject) : vault.destroy(subject))),
      );
      expect(answers.filter(E.isLeft).map(({ left }) => left._tag)).toEqual(
        expect.not.arrayContaining(['KeyDamaged', 'VaultUnavailable']),
      );
      expect(await fileVault(folder).keyFor(subject)).toEqual(E.left({ _tag: 'KeyDestroyed', subject }));
    }
  });

  it('takes its keys from the system where it is not told otherwise', async () => {
    const [one, other] = [fileVault(newFolder()), fileVault(newFolder())];
    expect(hex(await one.keyFor('a'))).not.toBe(hex(await other.keyFor('a')));
  });

  it('says so when it cannot be written or read', async () => {
    const taken = join(newFolder(), 'vault');
    writeFileSync(taken, 'a file');
    const vault = fileVault(taken);
    for (const answer of [await vault.keyFor('a'), await vault.find('a'), await vault.destroy('a')])
      expect(answer).toMatchObject({ left: { _tag: 'VaultUnavailable', problem: expect.any(String) } });
  });
});

describe.each<readonly [string, () => Vault]>([
  ['in memory', () => memoryVault(randomBytes)],
  ['of files', () => fileVault(newFolder())],
])('a vault %s', (_, open) => {
  it.each(['', 'a/b', '../a', 'A Person', 'a'.repeat(65)])('refuses %j as a subject', async (subject) => {
    const vault = open();
    for (const answer of [await vault.keyFor(subject), await vault.find(subject), await vault.destroy(subject)])
      expect(answer).toEqual(E.left({ _tag: 'NotASubject', subject }));
  });

  it('hands out copies: what is done to one changes nothing', async () => {
    const vault = open();
    const first = right(await vault.keyFor('a'));
    const before = hex(E.right(first));
    first.fill(1);
    const second = right(await vault.find('a'));
    expect(hex(E.right(second))).toBe(before);
    await vault.destroy('a');
    expect(hex(E.right(second))).toBe(before);
  });

  it('has no key for a subject that was destroyed before it had one', async () => {
    const vault = open();
    expect(await vault.find('a')).toEqual(E.right(undefined));
    right(await vault.destroy('a'));
    expect(await vault.keyFor('a')).toEqual(E.left({ _tag: 'KeyDestroyed', subject: 'a' }));
  });
});

describe('randomness', () => {
  it('that gives too little is a defect, not a weak key', async () => {
    const short = () => new Uint8Array(31);
    await expect(memoryVault(short).keyFor('a')).rejects.toThrow(RangeError);
    const folder = newFolder();
    await expect(fileVault(folder, { randomBytes: short }).keyFor('a')).rejects.toThrow(RangeError);
    expect(await fileVault(folder).find('a')).toEqual(E.right(undefined));
  });
});

describe('what is said about a failure', () => {
  it.each([
    { _tag: 'NotASubject', subject: 'A "B"' },
    { _tag: 'KeyDestroyed', subject: 'a' },
    { _tag: 'KeyDamaged', subject: 'a' },
    { _tag: 'VaultUnavailable', problem: 'EIO: the disk is gone' },
  ] as const)('$_tag is told in words, with what to do', (failure) => {
    const told = describeVaultFailure(failure);
    expect(told).toContain('subject' in failure ? JSON.stringify(failure.subject).slice(1, -1) : failure.problem);
    expect(told.split('. ').length).toBeGreaterThan(1);
  });
});
