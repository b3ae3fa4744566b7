/** A cause, a refund of one, or the cancellation of its deal, that commission follows from: an event of a deal, by its ids. */
export type Trigger =
  | Readonly<{ kind: 'win'; deal: string }>
  | Readonly<{ kind: 'payment'; deal: string; payment: string }>
  | Readonly<{ kind: 'refund'; deal: string; refund: string }>
  | Readonly<{ kind: 'cancellation'; deal: string }>;
