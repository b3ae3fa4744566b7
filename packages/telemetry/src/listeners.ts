import {
  createNoopMeter,
  type MeterProvider,
  metrics,
  ProxyTracerProvider,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { type Instruments, instrumentsOf } from './instruments.ts';
import type { Logger } from './logger.ts';
import { scope, type Telemetry } from './telemetry.ts';

/** Those who listen now. A signal that nobody listens to goes to the do-nothing of OpenTelemetry. */
export type Listeners = Readonly<{ tracer: Tracer; instruments: Instruments; logger: Logger | undefined }>;

/** Who listens at the moment of asking, or `undefined` when nobody does: then nothing is measured at all. */
export type WhoListens = () => Listeners | undefined;

/** Looks anew whenever it is asked: an application may register its own after it has opened its stores. */
export const whoListens = ({ tracer, meter: ownMeter, logger }: Telemetry): WhoListens => {
  const isToldWho = tracer !== undefined || logger !== undefined;
  let provider: MeterProvider | undefined;
  let measures = false;
  let listeners: Listeners | undefined;
  return () => {
    if (provider !== metrics.getMeterProvider()) {
      provider = metrics.getMeterProvider();
      const meter = ownMeter ?? provider.getMeter(scope);
      measures = meter !== createNoopMeter();
      listeners = { tracer: tracer ?? trace.getTracer(scope), instruments: instrumentsOf(meter), logger };
    }
    return isToldWho || measures || hasGlobalTracer() ? listeners : undefined;
  };
};

const hasGlobalTracer = (): boolean => {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegate() !== silentTracers;
};

/** What OpenTelemetry answers while nobody has registered a tracer. */
const silentTracers = new ProxyTracerProvider().getDelegate();
