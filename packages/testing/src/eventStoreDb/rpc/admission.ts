import type { CallKind } from '../faults/fault.ts';
import type { ReceivedCall } from './receivedCall.ts';
import { accessDenied, notLeader, type RpcStatus, unauthenticated } from './rpcStatus.ts';
import type { Caller, ServerNode } from './serverNode.ts';

/** Which call it is and what it is about. */
export type Request = Readonly<{ rpc: ReceivedCall['rpc']; kind: CallKind; stream?: string }>;

/**
 * Lets a call in, after its faults, or says why not. A call that is to hang never gets an answer.
 *
 * @returns how the call fails, or `undefined` when it may go on.
 */
export const admission = async (node: ServerNode, call: Caller, request: Request): Promise<RpcStatus | undefined> => {
  const headers = headersOf(call);
  node.record({
    ...request,
    requiresLeader: headers.requiresLeader,
    ...(headers.connectionName === undefined ? {} : { connectionName: headers.connectionName }),
    ...(headers.credentials === undefined ? {} : { user: headers.credentials.user }),
  });
  const failed = await arrivalFault(node, request);
  if (failed !== undefined) return failed;
  const refused = credentialsProblem(node, headers.credentials);
  if (refused !== undefined) return refused;
  const leader = headers.requiresLeader ? node.otherLeader() : undefined;
  return leader && notLeader(leader.host, leader.port);
};

const arrivalFault = async (node: ServerNode, { kind, stream }: Request): Promise<RpcStatus | undefined> => {
  const due = node.faults.onArrival(kind, stream);
  if (due === undefined) return undefined;
  const { fault, trip } = due;
  trip();
  switch (fault.kind) {
    case 'error': {
      const { code, message = 'An injected fault', trailers = {} } = fault;
      return { code, message, trailers };
    }
    case 'hang':
      return new Promise(() => undefined);
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return undefined;
  }
};

type Credentials = Readonly<{ user: string; password: string }>;

const headersOf = ({ metadata }: Caller) => {
  const header = (name: string): string | undefined => metadata.get(name)[0]?.toString();
  return {
    requiresLeader: header('requires-leader') === 'true',
    connectionName: header('connection-name'),
    credentials: credentialsOf(header('authorization')),
  };
};

const credentialsOf = (header: string | undefined): Credentials | undefined => {
  const encoded = /^Basic\s+(.+)$/iu.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [user = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { user, password: password.join(':') };
};

const credentialsProblem = ({ users }: ServerNode, credentials: Credentials | undefined): RpcStatus | undefined => {
  if (users === undefined) return undefined;
  if (credentials === undefined) return accessDenied;
  return users.get(credentials.user) === credentials.password ? undefined : unauthenticated;
};
