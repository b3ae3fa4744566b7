/** A cause, or a refund of one, that commission follows from: an event of a deal, by its ids. */
export type Trigger =
  | Readonly<{ kind: 'win'; deal: string }>
  | Readonly<{ kind: 'payment'; deal: string; payment: string }>
  | Readonly<{ kind: 'refund'; deal: string; refund: string }>;
