import { attribute, definePlan, marginal, percent } from '../src/index.ts';

/** The reference program as its author writes it; fixtures/crm-2017.json is the same plan written by hand. */
export const crmPlan = definePlan({
  plan: 'crm-2017',
  version: 1,
  title: { en: 'CRM 2017', ru: 'CRM 2017' },
  currency: 'USD',
  effectiveFrom: '2016-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 30 },
  refunds: { counters: 'lower' },
  payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '100.00' },
  attributes: { product: { title: { en: 'Product', ru: 'Продукт' } } },
  counters: [
    {
      id: 'quarter-sales',
      measure: 'payment',
      window: 'quarter',
      where: attribute('product').isNot('GTK 500'),
    },
  ],
  rules: [
    {
      id: 'tiers',
      clause: '3.1',
      title: { en: 'Sales of the quarter', ru: 'Продажи за квартал' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      when: attribute('product').isNot('GTK 500'),
      pay: marginal({ of: 'payment', along: 'quarter-sales' })
        .upTo('50000.00', '0.05')
        .upTo('100000.00', '0.07')
        .above('0.09'),
    },
    {
      id: 'gtk-500',
      clause: '3.2',
      title: { en: 'GTK 500', ru: 'GTK 500' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      when: attribute('product').is('GTK 500'),
      pay: percent('0.03').of('payment'),
    },
    {
      id: 'override',
      clause: '3.3',
      title: { en: 'Sales of the team', ru: 'Продажи команды' },
      earnedOn: 'payment',
      beneficiary: 'upline',
      pay: percent('0.01').of('payment'),
    },
  ],
  examples: [
    {
      title: { en: 'A payment that crosses into the second band' },
      given: {
        payment: '20000.00',
        attributes: { product: 'GTX Pro' },
        counters: { 'quarter-sales': '45000.00' },
      },
      expect: { tiers: '1300.00', override: '200.00' },
    },
    {
      title: { en: 'GTK 500 is paid flat' },
      given: { payment: '26768.00', attributes: { product: 'GTK 500' } },
      expect: { 'gtk-500': '803.04', override: '267.68' },
    },
    {
      title: { en: 'A tie goes to the even cent' },
      given: { payment: '1054.50', attributes: { product: 'GTX Basic' } },
      expect: { tiers: '52.72', override: '10.54' },
    },
  ],
});
