import type { ServerWritableStream } from '@grpc/grpc-js';

import type { LoggedEvent } from '../log/loggedEvent.ts';
import type { ReadRequest } from '../wire/requests.ts';
import type { ReadResponse } from '../wire/responses.ts';
import { recordedEvent } from './recordedEvent.ts';
import { type RpcStatus, serverError, unavailable } from './rpcStatus.ts';
import type { ServerNode } from './serverNode.ts';

/** The call of a reader. */
export type ReadCall = ServerWritableStream<ReadRequest, ReadResponse>;

/** The way to a reader, with the faults that stand in it. */
export type Outgoing = Readonly<{
  /** Whether nobody listens any more. */
  isOver(): boolean;
  /** Aborts when nobody listens any more. */
  over: AbortSignal;
  /** Resolves when the reader has room for more. */
  send(message: ReadResponse): Promise<void>;
  /** To be called before the first event: what goes wrong before any. */
  ready(): Promise<void>;
  /** Sends an event, and then whatever is to go wrong after it. */
  event(event: LoggedEvent): Promise<void>;
  /** Ends the call as done. */
  end(): void;
  fail(status: RpcStatus): void;
}>;

/** Opens the way to a reader of `stream`, or of `$all`. */
export const outgoing = (node: ServerNode, call: ReadCall, kind: 'read' | 'subscribe', stream: string): Outgoing => {
  const ending = new AbortController();
  const closed = node.opened();
  const due = node.faults.onDelivery(kind, stream);
  let sent = 0;
  const finish = (): void => {
    if (ending.signal.aborted) return;
    ending.abort();
    closed();
    if (due !== undefined && sent < due.fault.afterEvents) due.spare();
  };
  call.on('cancelled', finish);
  call.on('close', finish);
  call.on('error', finish);

  const end = (): void => {
    if (ending.signal.aborted) return;
    finish();
    call.end();
  };
  const fail = (status: RpcStatus): void => {
    if (!ending.signal.aborted) call.emit('error', serverError(status));
  };
  const send = async (message: ReadResponse): Promise<void> => {
    if (ending.signal.aborted || call.write(message)) return;
    await new Promise<void>((resolve) => {
      const go = (): void => {
        call.off('drain', go);
        ending.signal.removeEventListener('abort', go);
        resolve();
      };
      call.on('drain', go);
      ending.signal.addEventListener('abort', go);
    });
  };
  const misfortune = async (): Promise<void> => {
    if (due === undefined || sent !== due.fault.afterEvents || ending.signal.aborted) return undefined;
    due.trip();
    switch (due.fault.kind) {
      case 'drop':
        return fail(unavailable);
      case 'cut':
        return node.cut(call);
      case 'end':
        return end();
      case 'stall':
        return new Promise((resolve) => ending.signal.addEventListener('abort', () => resolve()));
    }
  };
  return {
    isOver: () => ending.signal.aborted,
    over: ending.signal,
    send,
    ready: misfortune,
    event: async (event) => {
      if (ending.signal.aborted) return;
      await send(recordedEvent(event, call.request.options ?? {}));
      sent += 1;
      await misfortune();
    },
    end,
    fail,
  };
};
