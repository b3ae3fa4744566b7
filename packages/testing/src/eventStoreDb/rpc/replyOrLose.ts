import type { Caller, ServerNode } from './serverNode.ts';

/** The two ways to answer that are not silence. */
export type Answers = Readonly<{ reply(): void; fail(): void }>;

/** Answers a write that is done, unless its answer is to be lost. */
export const replyOrLose = (
  node: ServerNode,
  call: Caller,
  { kind, stream }: Readonly<{ kind: 'append' | 'remove'; stream: string }>,
  { reply, fail }: Answers,
): void => {
  const due = node.faults.onReply(kind, stream);
  if (due === undefined) return reply();
  due.trip();
  switch (due.fault.by) {
    case 'cut':
      return node.cut(call);
    case 'error':
      return fail();
    case 'silence':
      return undefined;
  }
};
