import type { EventStoreDbDouble, EventStoreDbDoubleOptions } from '../eventStoreDbDouble.ts';
import type { Fault } from '../faults/fault.ts';
import type { LogBackup } from '../log/eventLog.ts';

/** What of the options can be said to another process. */
export type SpawnOptions = Omit<EventStoreDbDoubleOptions, 'log' | 'now'>;

/** What becomes of the log in a restart: a backup goes by its name. */
export type SpawnedRestart = Readonly<{ log?: 'keep' | 'lose' | Readonly<{ backup: string }>; downMs?: number }>;

/** What a parent asks of a double in a process of its own, as one line of JSON. */
export type DoubleRequest =
  | Readonly<{ ask: 'inject'; fault: Fault }>
  | Readonly<{ ask: 'clearFaults' | 'trips' | 'calls' | 'openReads' | 'cut' }>
  | Readonly<{ ask: 'backup'; name: string }>
  | Readonly<{ ask: 'restart'; options: SpawnedRestart }>;

/** The line that answers a request. Answers come in the order of the requests. */
export type DoubleReply<Result> = Readonly<{ result: Result } | { error: string }>;

/** Does what the parent asks. */
export const requestHandler = (double: EventStoreDbDouble): ((request: DoubleRequest) => Promise<unknown>) => {
  const backups = new Map<string, LogBackup>();
  const named = (name: string): LogBackup => {
    const backup = backups.get(name);
    if (backup === undefined) throw new Error(`There is no backup ${name}.`);
    return backup;
  };
  return async (request) => {
    switch (request.ask) {
      case 'inject':
        return double.inject(request.fault);
      case 'clearFaults':
        return double.clearFaults();
      case 'trips':
        return double.trips();
      case 'calls':
        return double.calls();
      case 'openReads':
        return double.openReads();
      case 'cut':
        return double.cut();
      case 'backup':
        return void backups.set(request.name, double.log.backup());
      case 'restart': {
        const { log = 'keep', ...rest } = request.options;
        return double.restart({ ...rest, log: typeof log === 'string' ? log : named(log.backup) });
      }
    }
  };
};
