import type { AmountTerm, Band, Pay, PlanDocument, PointTerm, RateTerm } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { edgeOf } from './validateBands.ts';
import { payParts } from './payParts.ts';
import { parameterOf } from './validateTerms.ts';

const longest = 200;

/** Fractions of many different denominators add up to numbers that nobody can check by hand. */
export const problemsOfComplexity = (pay: Pay, path: string, document: PlanDocument): readonly PlanProblem[] => {
  const parts = payParts(pay, path);
  if (parts.length > mostParts) {
    const message = `It is made of ${parts.length} parts; at most ${mostParts} can be explained. Write several rules.`;
    return [{ path, code: 'too-complex', message }];
  }
  const denominators = new Set(parts.flatMap((part) => denominatorsOf(part.pay, document)));
  const digits = [...denominators].reduce((sum, written) => sum + (written.split(' ')[1]?.length ?? 0), 0);
  if (digits <= longest) return [];
  const message = `The denominators of its rates have ${digits} digits together; at most ${longest} can be added up.`;
  return [{ path, code: 'too-complex', message }];
};

const mostParts = 256;

const denominatorsOf = (pay: Pay, document: PlanDocument): readonly string[] => {
  if ('percent' in pay) return ofRate(pay.percent.rate, document);
  const bands =
    'marginal' in pay ? pay.marginal.bands : 'slab' in pay ? pay.slab.bands : 'lookup' in pay ? pay.lookup.bands : [];
  return bands.flatMap((band, index) => [
    ...(band.rate === undefined ? [] : ofRate(band.rate, document)),
    ...ofPoint(edgeOf(band)?.[1]),
    ...ofWidth(band, bands[index - 1], document),
  ]);
};

const ofRate = (rate: RateTerm, document: PlanDocument): readonly string[] => {
  if (typeof rate === 'string') return [];
  if ('num' in rate) return [`rate ${rate.den}`];
  const parameter = parameterOf(rate.parameter, document);
  return parameter !== undefined && 'rate' in parameter && typeof parameter.rate !== 'string'
    ? [`rate ${parameter.rate.den}`]
    : [];
};

const ofPoint = (point: PointTerm | undefined): readonly string[] =>
  typeof point === 'object' && 'share' in point && typeof point.share !== 'string' ? [`edge ${point.share.den}`] : [];

/** An amount is spread by dividing it by the width of its band. */
const ofWidth = (band: Band, before: Band | undefined, document: PlanDocument): readonly string[] =>
  band.spread === undefined
    ? []
    : [edgeOf(band)?.[1], before && edgeOf(before)?.[1]].flatMap((point) =>
        point === undefined ? [] : [`width ${digitsOf(point, document)}`],
      );

const digitsOf = (point: PointTerm, document: PlanDocument): string => {
  if (typeof point === 'string') return point.replace('.', '');
  const name = 'parameter' in point ? point.parameter : point.of;
  const share = 'share' in point ? (typeof point.share === 'string' ? point.share : point.share.num) : '';
  const parameter = parameterOf(name, document);
  const amount: AmountTerm = parameter !== undefined && 'amount' in parameter ? parameter.amount : '';
  return `${share}${amount}`.replaceAll('.', '');
};
