import { StoreFailure } from '@commission-ledger/event-store';
import { describeExplainFailure, type ExplainFailure } from '@commission-ledger/explainer';
import { describeFailure as describeLedgerFailure, type LedgerFailure } from '@commission-ledger/ledger';
import { describeProjectionFailure, type ProjectionFailure } from '@commission-ledger/projections';
import { describe, expect, it } from 'vitest';
import { describeFailure, type IdTaken, type NotFound } from '../src/index.ts';

/** The failures of one union that have a tag which another has too. */
type Shared<A extends Readonly<{ _tag: string }>, B extends Readonly<{ _tag: string }>> = Extract<
  A,
  { _tag: A['_tag'] & B['_tag'] }
>;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

const where = { stream: 'deal-d1', revision: 3, id: 'e1' };

/** One of each that the ledger and the explainer can both meet; a new one has to be told here. */
const unreadable: {
  readonly [Tag in Shared<LedgerFailure, ExplainFailure>['_tag']]: Extract<LedgerFailure, { _tag: Tag }>;
} = {
  NotAFrame: { ...where, _tag: 'NotAFrame', problem: 'it is not JSON' },
  FrameMisplaced: { ...where, _tag: 'FrameMisplaced', field: 'stream', framed: 'deal-d2', stored: 'deal-d1' },
  UnknownEventType: { ...where, _tag: 'UnknownEventType', type: 'DealDreamt' },
  NewerSchema: { ...where, _tag: 'NewerSchema', type: 'DealWon', schema: 9, known: 1 },
  MalformedData: { ...where, _tag: 'MalformedData', type: 'DealWon', problems: ['/deal is missing'] },
};

/** One of each that the read models and the explainer can both meet. */
const stored: {
  readonly [Tag in Shared<ProjectionFailure, ExplainFailure>['_tag']]: Extract<ProjectionFailure, { _tag: Tag }>;
} = { StoreFailed: { _tag: 'StoreFailed', failure: new StoreFailure({ _tag: 'Busy' }, 'Somebody else writes.') } };

describe('a tag', () => {
  it('that two unions share is the same type in both, which the compiler sees', () => {
    const same: readonly [
      Same<Shared<LedgerFailure, ExplainFailure>, Shared<ExplainFailure, LedgerFailure>>,
      Same<Shared<LedgerFailure, ProjectionFailure>, Shared<ProjectionFailure, LedgerFailure>>,
      Same<Shared<ExplainFailure, ProjectionFailure>, Shared<ProjectionFailure, ExplainFailure>>,
      Same<Shared<NotFound | IdTaken, LedgerFailure | ExplainFailure | ProjectionFailure>, never>,
    ] = [true, true, true, true];
    expect(same).toHaveLength(4);
  });

  it('that two unions share has the same sentence in both', () => {
    for (const each of Object.values(unreadable)) {
      expect(describeExplainFailure(each)).toBe(describeLedgerFailure(each));
      expect(describeFailure(each)).toBe(describeLedgerFailure(each));
    }
    for (const each of Object.values(stored)) {
      expect(describeProjectionFailure(each)).toBe(describeExplainFailure(each));
      expect(describeFailure(each)).toBe(describeExplainFailure(each));
    }
  });

  it('that one union alone has keeps its own sentence', () => {
    const subject: ExplainFailure = { _tag: 'UnknownSubject', subject: 'acr-1' };
    expect(describeFailure(subject)).toBe(describeExplainFailure(subject));
    const inquiry: LedgerFailure = { _tag: 'UnknownInquirySubject', kind: 'lead', id: 'l1' };
    expect(describeFailure(inquiry)).toBe(describeLedgerFailure(inquiry));
  });
});
