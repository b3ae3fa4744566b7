import { createServer, type Server, type Socket } from 'node:net';

/** A TCP port on 127.0.0.1 whose connections can be cut, and which can close and open again. */
export type Listener = Readonly<{
  port(): number;
  open(): Promise<void>;
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
  /** Cuts every connection and goes on listening. */
  cutAll(): void;
  /** Cuts the connection that comes from an address such as `127.0.0.1:51234`. */
  cut(peer: string): void;
}>;

/** @param port 0 for any that is free; it is kept from the first opening on. */
export const listener = (port: number, onConnection: (socket: Socket) => void): Listener => {
  const sockets = new Map<string, Socket>();
  let server: Server | undefined;
  let bound = port;
  const cutAll = (): void => {
    for (const socket of sockets.values()) socket.resetAndDestroy();
  };
  return {
    port: () => bound,
    open: () =>
      new Promise((resolve, reject) => {
        const opening = createServer((socket) => {
          const peer = `${socket.remoteAddress}:${socket.remotePort}`;
          sockets.set(peer, socket);
          socket.on('error', () => undefined);
          socket.on('close', () => sockets.delete(peer));
          onConnection(socket);
        });
        opening.once('error', reject);
        opening.listen(bound, '127.0.0.1', () => {
          const address = opening.address();
          if (typeof address === 'object' && address !== null) bound = address.port;
          server = opening;
          resolve();
        });
      }),
    close: () =>
      new Promise((resolve) => {
        const closing = server;
        server = undefined;
        if (closing === undefined) return resolve();
        closing.close(() => resolve());
        cutAll();
      }),
    cutAll,
    cut: (peer) => sockets.get(peer)?.resetAndDestroy(),
  };
};
