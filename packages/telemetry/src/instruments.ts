import { type Counter, type Gauge, type Histogram, type Meter, ValueType } from '@opentelemetry/api';

/** What is measured. Names and units follow the conventions of OpenTelemetry where those have a word for it. */
export type Instruments = Readonly<{
  /** How long a call of a store took, in seconds. */
  duration: Histogram;
  /** Appends and commits that somebody else came before. */
  conflicts: Counter;
  /** Events that were appended. */
  appended: Counter;
  /** Subscriptions that ended with a failure. */
  brokenSubscriptions: Counter;
  /** Events that were folded into read models. */
  folded: Counter;
  /** Events of one batch of a read model. */
  batch: Histogram;
  /** Positions between the last event that a read model contains and the end of the history. */
  lag: Gauge;
  /** Read models that stopped. */
  halts: Counter;
  /** Attempts that failed and are made again. */
  retries: Counter;
  /** Connections that were lost and made again. */
  reconnects: Counter;
}>;

/** The instruments of a meter. */
export const instrumentsOf = (meter: Meter): Instruments => {
  const counter = (name: string, unit: string, description: string): Counter =>
    meter.createCounter(`commission_ledger.${name}`, { unit, description, valueType: ValueType.INT });
  return {
    duration: meter.createHistogram('db.client.operation.duration', {
      unit: 's',
      description: 'Duration of database client operations.',
      advice: { explicitBucketBoundaries: [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] },
    }),
    conflicts: counter('store.conflicts', '{conflict}', 'Writes that somebody else came before.'),
    appended: counter('store.events.appended', '{event}', 'Events appended.'),
    brokenSubscriptions: counter('store.subscriptions.broken', '{subscription}', 'Subscriptions that failed.'),
    folded: counter('projection.events', '{event}', 'Events folded into read models.'),
    batch: meter.createHistogram('commission_ledger.projection.batch.size', {
      unit: '{event}',
      description: 'Events of one batch of the read models.',
      valueType: ValueType.INT,
      advice: { explicitBucketBoundaries: [1, 10, 100, 500, 1000, 5000] },
    }),
    lag: meter.createGauge('commission_ledger.projection.lag', {
      unit: '{position}',
      description: 'Positions from the last folded event to the end of the history.',
      valueType: ValueType.INT,
    }),
    halts: counter('projection.halts', '{halt}', 'Read models that stopped at an event.'),
    retries: counter('retries', '{attempt}', 'Attempts that failed and are made again.'),
    reconnects: counter('reconnects', '{connection}', 'Connections made again.'),
  };
};
