import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  checkForPublication,
  describePublicationRefusal,
  parameterProblems,
  parsePlan,
  planHash,
  playHistory,
  runExamples,
  type PlanDocument,
} from '@commission-ledger/plans';
import { describe, expect, it } from 'vitest';
import { wrongExamples } from './wrongExamples.ts';
import { wrongTerms } from './wrongTerms.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
const files = ['.', 'published', 'more'].flatMap((part) =>
  readdirSync(path.join(folder, part))
    .filter((file) => file.endsWith('.json') && file !== 'package.json')
    .map((file) => path.posix.join(part, file))
    .toSorted(),
);

const planOf = (file: string): PlanDocument => {
  const parsed = parsePlan(read(file));
  if (parsed._tag === 'Left') throw new Error(`${file} is no plan.`);
  return parsed.right;
};

const verdictOn = (document: unknown): string => {
  const checked = checkForPublication(document);
  return checked._tag === 'Right' ? 'published' : describePublicationRefusal(checked.left);
};

describe.each(files)('%s', (file) => {
  it('can be published: its examples compute', () => {
    expect(verdictOn(read(file))).toBe('published');
  });

  it('is read and written unchanged', () => {
    const plan = planOf(file);
    expect(plan).toEqual(read(file));
    expect(planHash(planOf(file))).toBe(planHash(JSON.parse(JSON.stringify(plan))));
  });

  it('is refused with any expected amount changed by the smallest unit', () => {
    const plan = planOf(file);
    const wrong = wrongExamples(plan);
    expect(wrong.length).toBeGreaterThan(0);
    const passed = wrong.filter(({ example }) => runExamples({ ...plan, examples: [example] }).length === 0);
    expect(passed.map(({ change }) => change)).toEqual([]);
  });

  it('says everything in English and in Russian', () => {
    const { title, rules, examples } = planOf(file);
    const titles = [title, ...rules.map((rule) => rule.title), ...examples.map((example) => example.title)];
    expect(titles.filter(({ ru }) => ru === undefined || ru.trim() === '')).toEqual([]);
  });
});

describe.each(files.filter((file) => !file.startsWith('published/')))('the examples of %s', (file) => {
  it('notice a slip of the pen in any rate, amount or edge of its rules', () => {
    const slips = wrongTerms(planOf(file));
    expect(slips.length).toBeGreaterThan(0);
    const unnoticed = slips.filter(({ plan }) => checkForPublication(plan)._tag === 'Right');
    expect(unnoticed.map(({ change }) => change)).toEqual([]);
  });
});

describe('the folder', () => {
  it('has a document for each of the 34 rules', () => {
    const rules = files.flatMap((file) => /^(\d\d)-/.exec(file)?.[1] ?? []);
    expect(rules).toEqual(Array.from({ length: 34 }, (_, index) => String(index + 1).padStart(2, '0')));
  });

  it('gives every plan a name of its own', () => {
    const names = files.map((file) => planOf(file).plan);
    expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  });

  it('lists every document in its README, and no other', () => {
    const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
    const linked = [...readme.matchAll(/\]\(([\w/-]+\.json)\)/g)].flatMap(([, file]) => file ?? []);
    expect(linked.toSorted()).toEqual(files.toSorted());
  });
});

describe('what is refused', () => {
  const accelerator = planOf('06-quota-accelerator.json');

  it('a quota of zero, where bands are measured by it', () => {
    const parameters = { quota: { amount: '0.00' } };
    expect(verdictOn({ ...accelerator, parameters })).toContain('The first band begins at zero');
  });

  it('an enrolment that sets the quota to zero, or a number that the plan does not name', () => {
    const codes = (parameters: Readonly<Record<string, string>>): readonly string[] =>
      parameterProblems(accelerator, parameters).map(({ code }) => code);
    expect(codes({ quota: '50000.00' })).toEqual([]);
    expect(codes({ quota: '0.00' })).toEqual(['bands-unsorted', 'bands-unsorted']);
    expect(codes({ target: '50000.00' })).toEqual(['unknown-parameter']);
  });

  it('a refund of more than was paid, and a second refund of everything', () => {
    const steps = [
      { date: '2026-01-01', payment: { payment: 'p1', deal: 'd1', amount: '49.00' } },
      { date: '2026-03-01', refund: { payment: 'p1', amount: '49.01' } },
      { date: '2026-03-02', refund: { payment: 'p1', amount: '49.00' } },
      { date: '2026-03-03', refund: { payment: 'p1', amount: '49.00' } },
    ] as const;
    const results = playHistory(planOf('published/17-refund-after-payout.json'), { steps });
    const refused = results.map((result) => (result._tag === 'refused' ? result.refusal._tag : 'done'));
    expect(refused).toEqual(['done', 'NotRefundable', 'done', 'NotRefundable']);
  });

  it('a sale without the cost that its margin needs', () => {
    const [step] = playHistory(planOf('01-flat-and-percent.json'), {
      steps: [
        {
          date: '2026-01-01',
          payment: { payment: 'p1', deal: 'd1', amount: '49.00', attributes: { basis: 'margin' } },
        },
      ],
    });
    expect(step).toMatchObject({ _tag: 'refused', refusal: { _tag: 'MissingMeasure', measure: 'cost' } });
  });
});
