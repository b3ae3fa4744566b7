import { type Attributes, context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { errorTypeOf } from './errorType.ts';
import type { Listeners } from './listeners.ts';
import { quietly } from './quietly.ts';
import type { StoreSystem } from './telemetry.ts';

/** A call of a store, in the words of the conventions for databases. */
export type Call = Readonly<{ operation: string; collection: string | undefined; system: StoreSystem | undefined }>;

/** A call that has begun. */
export type OpenCall = Readonly<{
  /** Runs work as what the call does: what is traced inside belongs to its span. */
  within<A>(work: () => A): A;
  /** The call is over; `attributes` say how, on the span only. */
  succeeded(attributes?: Attributes): void;
  failed(error: unknown): void;
}>;

/** Begins to observe a call. Nothing that a listener does wrong reaches the caller. */
export const openCall = ({ tracer, instruments, logger }: Listeners, call: Call): OpenCall => {
  const attributes = attributesOf(call);
  const name = call.collection === undefined ? call.operation : `${call.operation} ${call.collection}`;
  const span = quietly(() => tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }));
  const start = performance.now();
  const end = (outcome: Attributes, finish: (open: Span) => void): void => {
    const seconds = (performance.now() - start) / 1000;
    quietly(() => instruments.duration.record(seconds, { ...attributes, ...outcome }));
    quietly(() => span && finish(span));
    quietly(() => span?.end());
  };
  return {
    within: (work) => (span === undefined ? work() : context.with(trace.setSpan(context.active(), span), work)),
    succeeded: (outcome = {}) => end({}, (open) => open.setAttributes(outcome)),
    failed: (error) => {
      const type = errorTypeOf(error);
      end({ 'error.type': type }, (open) =>
        open.setAttribute('error.type', type).setStatus({ code: SpanStatusCode.ERROR }),
      );
      quietly(() => logger?.warn('A call of the store failed.', { ...fieldsOf(call), reason: type }));
    },
  };
};

/** Observes a call that answers a promise. */
export const observeCall = async <A>(
  listeners: Listeners,
  call: Call,
  work: () => Promise<A>,
  outcomeOf: (answer: A) => Attributes = () => ({}),
): Promise<A> => {
  const open = openCall(listeners, call);
  try {
    const answer = await open.within(work);
    open.succeeded(quietly(() => outcomeOf(answer)));
    return answer;
  } catch (error) {
    open.failed(error);
    throw error;
  }
};

const attributesOf = ({ operation, collection, system }: Call): Attributes => ({
  ...(system === undefined ? {} : { 'db.system.name': system }),
  'db.operation.name': operation,
  ...(collection === undefined ? {} : { 'db.collection.name': collection }),
});

const fieldsOf = ({ operation, collection }: Call): Readonly<Record<string, string>> =>
  collection === undefined ? { operation } : { operation, collection };
