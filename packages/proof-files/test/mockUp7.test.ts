import { beforeAll, describe, expect, test } from 'vitest';
import { explainerOf } from '../../explainer/test/foilWorld.ts';
import { right } from '../../explainer/test/history.ts';
import { orionJuly } from '../../explainer/test/orionJuly.ts';
import { bcFile } from '../src/index.ts';
import { bc, has } from './programs.ts';

describe.runIf(has('bc'))('a payout of three deals and a refund, checked with no software of ours', () => {
  let program: string;

  beforeAll(async () => {
    const { world, july } = await orionJuly();
    const explainer = await explainerOf(world);
    program = right(bcFile(right(await explainer.why(july))));
  });

  test('comes to 4,318.25, and no step differs', () => {
    expect(bc(program)).toEqual(['431825', '0']);
  });

  test('is given what was paid, the share, what went back, and the rates of both versions of the plan', () => {
    const given = [...program.matchAll(/^\/\* \d+ {2}(.*) {2}= (\S+) .*\*\/$/gm)].map(
      ([, what, value]) => `${what} ${value}`,
    );
    expect(given).toEqual(
      expect.arrayContaining([
        'payment 32000',
        'payment 9480.53',
        'payment 14250',
        'share 0.6',
        'refund 3560',
        'counter before 30000',
        'band upper 50000',
      ]),
    );
    const rates = [...program.matchAll(/ {2}rate {2}= (\S+) {2}(\S+)/g)].map(([, rate, plan]) => `${plan} ${rate}`);
    expect(rates).toEqual(['reseller@4 0.08', 'reseller@4 0.1', 'reseller@3 0.08']);
  });

  test('comes to 284.80 more where the refund is left out, and says that steps differ', () => {
    const [step] = /given\(\d+,3560,1\)/.exec(program) ?? [];
    const [amount, differing] = bc(program.replace(step ?? 'no such step', (step ?? '').replace('3560', '0')));
    expect(amount).toBe('460305');
    expect(Number(differing)).toBeGreaterThan(3);
  });
});
