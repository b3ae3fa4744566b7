/**
 * What something else follows from, by its ids: a cause of commission, a refund of one, the cancellation of its deal or a
 * chargeback; a lead that claims its customer or ended; an inquiry that freezes what it is about or was resolved.
 */
export type Trigger =
  | Readonly<{ kind: 'win'; deal: string }>
  | Readonly<{ kind: 'payment'; deal: string; payment: string }>
  | Readonly<{ kind: 'refund'; deal: string; refund: string }>
  | Readonly<{ kind: 'cancellation'; deal: string }>
  | Readonly<{ kind: 'chargeback'; deal: string; chargeback: string }>
  | Readonly<{ kind: 'lead'; lead: string }>
  | Readonly<{ kind: 'inquiry'; inquiry: string }>;
