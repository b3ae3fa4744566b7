import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { LogFields, Logger } from '../src/index.ts';

/** The real SDK of OpenTelemetry, listening in memory. */
export const listening = () => {
  const spans = new InMemorySpanExporter();
  const tracers = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
  const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 3_600_000 });
  const meters = new MeterProvider({ readers: [reader] });
  const lines: Readonly<{ level: string; message: string; fields: LogFields }>[] = [];
  const log = (level: string) => (message: string, fields: LogFields) => void lines.push({ level, message, fields });
  const logger: Logger = { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
  /** What the instruments stand at now: the name, then each set of attributes with its value. */
  const measured = async () => {
    await meters.forceFlush();
    const latest =
      metrics
        .getMetrics()
        .at(-1)
        ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? [];
    return new Map(latest.map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints]));
  };
  return {
    tracers,
    meters,
    telemetry: { tracer: tracers.getTracer('test'), meter: meters.getMeter('test'), logger },
    spans: () => spans.getFinishedSpans(),
    lines,
    measured,
    /** The counter's sum over all attributes. */
    counted: async (name: string): Promise<number> => {
      const points = (await measured()).get(name) ?? [];
      return points.reduce((sum, { value }) => sum + (typeof value === 'number' ? value : 0), 0);
    },
    stop: async () => {
      await tracers.shutdown();
      await meters.shutdown();
    },
  };
};
