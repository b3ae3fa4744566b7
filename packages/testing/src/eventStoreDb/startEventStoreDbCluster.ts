import { randomUUID } from 'node:crypto';

import type { EventStoreDbDouble, EventStoreDbDoubleOptions } from './eventStoreDbDouble.ts';
import { createEventLog } from './log/eventLog.ts';
import { membership } from './server/membership.ts';
import { startEventStoreDbDouble } from './startEventStoreDbDouble.ts';

/** Several doubles over one log, of which one leads. */
export interface EventStoreDbCluster {
  /** Names every node, so that clients ask around who leads. */
  readonly connectionString: string;
  /** The first one leads until another is elected. */
  readonly nodes: readonly EventStoreDbDouble[];
  /** Lets another node lead. Nobody is told: the former leader says so to whoever insists on a leader. */
  elect(index: number): void;
  stop(): Promise<void>;
}

/**
 * Starts `size` doubles that share a log and tell each other's addresses. Followers take writes too, unless the writer
 * insists on the leader: a real follower forwards them.
 */
export const startEventStoreDbCluster = async (
  size: number,
  options: Omit<EventStoreDbDoubleOptions, 'port' | 'tls'> = {},
): Promise<EventStoreDbCluster> => {
  const log = options.log ?? createEventLog({ now: options.now ?? Date.now, newId: () => randomUUID() });
  const members = membership();
  const nodes: EventStoreDbDouble[] = [];
  for (let count = 0; count < size; count += 1) nodes.push(await startEventStoreDbDouble({ ...options, log }, members));
  return {
    connectionString: `esdb://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}?tls=false`,
    nodes,
    elect: (index) => {
      const member = members.members()[index];
      if (member === undefined) throw new RangeError(`There is no node ${index}.`);
      members.elect(member.id);
    },
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
};
