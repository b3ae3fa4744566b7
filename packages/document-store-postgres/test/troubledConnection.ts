import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What happens to the next statement that contains a text. */
export type Trouble = Readonly<{
  statement: string;
  /** The connection ends before the server sees it; or after the server has answered, unheard; or nothing moves any more. */
  what: 'lost on the way' | 'answer lost' | 'hangs';
}>;

/** A way to the server on which things happen. */
export type TroubledConnection = Readonly<{
  connectionString: string;
  /** Happens once. */
  next(trouble: Trouble): void;
  /** How often something has happened. */
  troubles(): number;
  close(): Promise<void>;
}>;

/** Listens on 127.0.0.1 and passes everything on to the server, and back, but for the troubles. */
export const troubledConnection = async (connectionString: string): Promise<TroubledConnection> => {
  const target = new URL(connectionString);
  const sockets = new Set<Socket>();
  let coming: Trouble | undefined;
  let count = 0;
  const proxy = createServer((client) => {
    const server = connect(Number(target.port), target.hostname);
    let state: 'fine' | 'deaf' | 'stuck' = 'fine';
    const end = (): void => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', end).on('close', end);
    }
    client.on('data', (chunk) => {
      if (state === 'stuck') return;
      if (coming !== undefined && chunk.includes(coming.statement)) {
        const { what } = coming;
        coming = undefined;
        count += 1;
        if (what === 'lost on the way') return end();
        state = what === 'hangs' ? 'stuck' : 'deaf';
        if (state === 'stuck') return;
      }
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      if (state === 'deaf') return end();
      if (state === 'fine') client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const url = new URL(connectionString);
  url.port = String((proxy.address() as AddressInfo).port);
  return {
    connectionString: url.href,
    next: (trouble) => {
      coming = trouble;
    },
    troubles: () => count,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => proxy.close(() => resolve()));
    },
  };
};
