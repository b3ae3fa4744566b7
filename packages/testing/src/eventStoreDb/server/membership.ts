import type { Member } from '../rpc/serverNode.ts';

/** Who is in a cluster and who leads it. The first to join leads until another is elected. */
export type Membership = Readonly<{
  join(member: Readonly<{ id: string; port: number }>): void;
  setAlive(id: string, isAlive: boolean): void;
  elect(id: string): void;
  /** @param id of the node that asks. */
  otherLeader(id: string): Readonly<{ host: string; port: number }> | undefined;
  members(): readonly Member[];
}>;

const host = '127.0.0.1';

/** A cluster that nobody has joined yet. */
export const membership = (): Membership => {
  const nodes = new Map<string, { port: number; isAlive: boolean }>();
  let leader: string | undefined;
  return {
    join: ({ id, port }) => {
      nodes.set(id, { port, isAlive: true });
      leader ??= id;
    },
    setAlive: (id, isAlive) => {
      const node = nodes.get(id);
      if (node !== undefined) node.isAlive = isAlive;
    },
    elect: (id) => {
      leader = id;
    },
    otherLeader: (id) => {
      const node = leader === undefined || leader === id ? undefined : nodes.get(leader);
      return node && { host, port: node.port };
    },
    members: () =>
      [...nodes].map(([id, { port, isAlive }]) => ({
        id,
        host,
        port,
        state: id === leader ? 'leader' : 'follower',
        isAlive,
      })),
  };
};
