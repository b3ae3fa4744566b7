import type { ArrivalFault, CallKind, DeliveryFault, Fault, FaultTrip, ReplyFault } from './fault.ts';

/** A fault that is due. It counts as happened when `trip` is called; `spare` puts it back for a later call. */
export type Due<F extends Fault> = Readonly<{ fault: F; trip(): void; spare(): void }>;

/** The faults still to come, and those that came. */
export type FaultPlan = Readonly<{
  inject(fault: Fault): void;
  onArrival(on: CallKind, stream?: string): Due<ArrivalFault> | undefined;
  onReply(on: CallKind, stream?: string): Due<ReplyFault> | undefined;
  onDelivery(on: CallKind, stream?: string): Due<DeliveryFault> | undefined;
  /** In the order in which they happened. */
  trips(): readonly FaultTrip[];
  /** Forgets those to come, keeps what happened. */
  clear(): void;
}>;

const isArrival = (fault: Fault): fault is ArrivalFault =>
  fault.kind === 'error' || fault.kind === 'hang' || fault.kind === 'delay';
const isReply = (fault: Fault): fault is ReplyFault => fault.kind === 'lostReply';
const isDelivery = (fault: Fault): fault is DeliveryFault => !isArrival(fault) && !isReply(fault);

/** A plan without faults. Of several that fit a call, the one injected first is due. */
export const faultPlan = (): FaultPlan => {
  let planned: { fault: Fault; skip: number; times: number }[] = [];
  const happened: FaultTrip[] = [];
  const due = <F extends Fault>(
    isPoint: (fault: Fault) => fault is F,
    on: CallKind,
    stream: string | undefined,
  ): Due<F> | undefined => {
    for (const entry of planned) {
      const { fault } = entry;
      if (entry.times === 0 || !isPoint(fault) || fault.on !== on) continue;
      if (fault.stream !== undefined && fault.stream !== stream) continue;
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.times -= 1;
      return {
        fault,
        trip: () => void happened.push(stream === undefined ? { fault } : { fault, stream }),
        spare: () => {
          entry.times += 1;
        },
      };
    }
    return undefined;
  };
  return {
    inject: (fault) => void planned.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 }),
    onArrival: (on, stream) => due(isArrival, on, stream),
    onReply: (on, stream) => due(isReply, on, stream),
    onDelivery: (on, stream) => due(isDelivery, on, stream),
    trips: () => [...happened],
    clear: () => {
      planned = [];
    },
  };
};
