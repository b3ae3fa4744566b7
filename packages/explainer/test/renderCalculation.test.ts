import {
  booked,
  choice,
  fact,
  guard,
  mul,
  param,
  ratioOf,
  roundNode,
  split,
  text,
  type EventRef,
  type RuleRef,
} from '@commission-ledger/calculation';
import { exactFromJson, money } from '@commission-ledger/money';
import { describe, expect, it } from 'vitest';
import { renderCalculation, renderConditions } from '../src/index.ts';
import { right } from './history.ts';

const from: EventRef = {
  event: 'e',
  stream: 'deal-d',
  revision: 0,
  hash: '0'.repeat(64),
  path: '/amount',
  occurredAt: '2026-01-01T00:00:00.000Z',
  recordedAt: '2026-01-01T00:00:00.000Z',
};
const rule: RuleRef = { plan: 'p', version: 1, hash: '0'.repeat(64) };
const usd = (amount: string) => booked(right(money(amount, 'USD')));
const rate = (decimal: string) => ratioOf(right(exactFromJson(decimal)));
const payment = (amount: string) => fact(usd(amount), [from], 'payment');
const plain = (rendered: string) => rendered.replaceAll('\u00A0', ' ');

const product = fact(text('Basic'), [from], 'attribute:product');
const isOneOf = (value: string) => guard('in', [product, param(text(value), rule, '/rules/0/when/in/0')]);

describe('a calculation that nothing was booked by', () => {
  const commission = roundNode(mul(payment('12345.60'), param(rate('0.1'), rule, '/rate', 'rate')), 'half-even');
  const root = choice(commission, [[isOneOf('Basic')]], []);

  it('is told like an accrual, in both languages', () => {
    expect(plain(renderCalculation(root))).toBe('product is Basic\n12,345.60 × 10% = 1,234.56');
    expect(plain(renderCalculation(root, { locale: 'ru' }))).toBe('product: Basic\n12 345,60 × 10 % = 1 234,56');
  });

  it('says how a share was rounded', () => {
    const shares = ['0.6', '0.4'].map((share) => param(rate(share), rule, '/share', 'share'));
    const part = split(payment('12.01'), param(text('1'), rule, '/place', 'place'), shares);
    expect(plain(renderCalculation(part))).toBe(
      'share 60% of 12.01 = 7.206 → 7.21 (rounded down, the 2 parts add up to 12.00, so 0.01 is left over, it goes to the largest remainders first, part 1 has 0.006, part 2 has 0.004, this is part 1, which gets 0.01 of it)',
    );
    expect(plain(renderCalculation(part, { locale: 'ru' }))).toBe(
      'доля 60 % от 12,01 = 7,206 → 7,21 (с округлением вниз 2 части в сумме дают 12,00, остаётся 0,01, это достаётся наибольшим остаткам по порядку, часть 1: 0,006, часть 2: 0,004, это часть 1, ей достаётся 0,01)',
    );
    const even = split(payment('12.00'), param(text('1'), rule, '/place', 'place'), shares);
    expect(renderCalculation(even)).toBe('share 60% of 12.00 = 7.20');
  });
});

describe('conditions that fail', () => {
  it('are told by what holds instead', () => {
    const least = guard('ge', [payment('5.00'), param(usd('7.00'), rule, '/atLeast')]);
    expect(renderConditions([isOneOf('Pro'), least])).toBe(
      'product is Basic, not Pro; payment: 5.00 is less than 7.00',
    );
    expect(renderConditions([isOneOf('Pro'), least], { locale: 'ru' })).toBe(
      'product: Basic, а не Pro; платёж: 5,00 меньше 7,00',
    );
  });

  it('name an attribute that the deal does not have', () => {
    const assumed = param(text('Basic'), rule, '/attributes/product/ifMissing', 'attribute-default');
    const failed = guard('in', [assumed, param(text('Pro'), rule, '/rules/0/when/in/0')]);
    expect(renderConditions([failed])).toBe('product is Basic, not Pro');
  });
});
