import type { Meter, Tracer } from '@opentelemetry/api';
import type { Logger } from './logger.ts';

/**
 * Who listens. Without a tracer or a meter it is whatever the application has registered with OpenTelemetry, if
 * anything, be it before or after this; without a logger nothing is logged.
 */
export type Telemetry = Readonly<{ tracer?: Tracer; meter?: Meter; logger?: Logger }>;

/** The name under which this library speaks to OpenTelemetry. */
export const scope = 'commission-ledger';

/** What keeps the data, as the conventions of OpenTelemetry name it. */
export type StoreSystem = 'memory' | 'sqlite' | 'eventstoredb' | 'postgresql';
