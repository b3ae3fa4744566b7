import { crmMapping, sampleFiles } from './world.ts';

/** A row of a pipeline, as the export writes it. */
export type Opportunity = Readonly<{
  id: string;
  agent?: string;
  product?: string;
  account?: string;
  stage?: string;
  engaged?: string;
  closed?: string;
  value?: string;
}>;

export const HEADER = 'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value';

const lineOf = ({
  id,
  agent = 'Agent Aster',
  product = 'GTX Basic',
  account = '',
  stage = 'Won',
  engaged = '3/1/2017',
  closed = '4/3/2017',
  value = '100.00',
}: Opportunity): string => [id, agent, product, account, stage, engaged, closed, value].join(',');

/** The teams and products of the sample with a pipeline of these rows; a text is a row as it stands. */
export const withPipeline = (rows: readonly (Opportunity | string)[]): Readonly<Record<string, string>> => ({
  ...sampleFiles,
  'sales_pipeline.csv': `${[HEADER, ...rows.map((row) => (typeof row === 'string' ? row : lineOf(row)))].join('\n')}\n`,
});

type Json = Record<string, unknown>;

/** The example's mapping with something changed in its second source, the pipeline. */
export const crmMappingWith = (change: (pipeline: Json, mapping: Json) => void): Json => {
  const mapping = structuredClone(crmMapping) as Json & { sources: Json[] };
  const pipeline = mapping.sources[1];
  if (pipeline === undefined) throw new Error('The example has no pipeline.');
  change(pipeline, mapping);
  return mapping;
};
