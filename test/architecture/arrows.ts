/**
 * Which packages a package may import: the whole architecture, in one table. Arrows point down only, so a package
 * stands below everything that names it.
 */
export const arrows: ReadonlyMap<string, readonly string[]> = new Map([
  // arithmetic and time
  ['money', []],
  ['calendar', []],
  ['locale', ['money']],
  ['calculation', ['money', 'calendar']],
  // vocabulary
  ['events', ['money', 'calendar']],
  ['event-store', []],
  // language
  ['plans', ['money', 'calendar', 'calculation']],
  // a plan as people read it
  ['contract', ['money', 'locale', 'plans']],
  // write side
  ['ledger', ['money', 'calendar', 'calculation', 'events', 'plans', 'event-store']],
  // read side
  ['projections', ['money', 'calendar', 'events', 'plans', 'event-store']],
  // what happened to a partner, as people read it
  ['digest', ['money', 'calendar', 'locale', 'events', 'projections']],
  // adapters
  ['event-store-sqlite', ['event-store', 'projections']],
  ['event-store-eventstoredb', ['event-store']],
  ['document-store-postgres', ['event-store', 'projections']],
  ['telemetry', ['event-store', 'projections']],
  // questions
  [
    'explainer',
    ['money', 'calendar', 'locale', 'calculation', 'events', 'plans', 'event-store', 'ledger', 'projections'],
  ],
  // tamper evidence: what is signed, and how it is proved
  ['seals', ['events', 'event-store']],
  ['audit', ['money', 'calendar', 'events', 'event-store', 'ledger', 'projections', 'explainer', 'seals']],
  // ways in
  ['import', ['money', 'calendar', 'events', 'ledger']],
  // ways out
  ['payout-files', ['money', 'calendar', 'events', 'ledger', 'projections', 'import']],
  ['proof-files', ['locale', 'calculation']],
  ['journal-files', ['money', 'calendar', 'projections']],
  // what others know, beside what the ledger knows
  ['tie-outs', ['money', 'calendar', 'events', 'projections', 'import']],
  // beside them all: of what ships, only the command line plays its simulated programs
  ['testing', ['money', 'calendar', 'plans', 'event-store', 'ledger', 'projections']],
  // the keys of personal data
  ['vault', ['events']],
  // what an embedding developer installs
  [
    'commission-ledger',
    ['money', 'calendar', 'events', 'plans', 'event-store', 'ledger', 'projections', 'explainer', 'digest'],
  ],
  // people
  [
    'cli',
    [
      'money',
      'calendar',
      'calculation',
      'events',
      'event-store',
      'event-store-sqlite',
      'event-store-eventstoredb',
      'document-store-postgres',
      'telemetry',
      'locale',
      'plans',
      'contract',
      'ledger',
      'projections',
      'explainer',
      'import',
      'digest',
      'payout-files',
      'proof-files',
      'seals',
      'audit',
      'journal-files',
      'tie-outs',
      'vault',
      'testing',
      'commission-ledger',
    ],
  ],
]);

/** Libraries that one package, or two, hide from the others, so that replacing one of them is a change in one place. */
export const onlyIn: ReadonlyMap<string, readonly string[]> = new Map([
  ['decimal.js', ['money']],
  ['currency-codes', ['money']],
  ['date-fns', ['calendar']],
  ['@date-fns/tz', ['calendar']],
  ['libsql', ['event-store-sqlite']],
  ['@eventstore/db-client', ['event-store-eventstoredb']],
  ['pg', ['document-store-postgres']],
  ['@opentelemetry/api', ['telemetry']],
  ['@grpc/grpc-js', ['testing']],
  ['csv-parse', ['import']],
  ['csv-stringify', ['payout-files', 'proof-files', 'journal-files']],
  ['hyparquet-writer', ['journal-files']],
  ['fast-xml-parser', ['tie-outs']],
  ['yazl', ['audit']],
  ['commander', ['cli']],
  ['marked', ['contract']],
]);

/** Packages whose result depends on nothing but their arguments: the same history gives the same cent, for ever. */
export const purePackages: readonly string[] = [
  'money',
  'calendar',
  'calculation',
  'events',
  'plans',
  'locale',
  'contract',
  'digest',
  'ledger',
  'projections',
  'explainer',
  'proof-files',
];

/** The few files of pure packages that offer the real clock or a real pause as a default, to be passed in. */
export const mayTouchTheWorld: readonly string[] = [
  'packages/ledger/src/systemClock.ts',
  'packages/projections/src/realPause.ts',
];
