/** The keywords of JSON Schema (draft 2020-12) that the schema of `explain/1` uses. Any other is an error, not a pass. */
type Schema = Readonly<Record<string, unknown>>;

const keywords = new Set(
  `$schema $id $defs title description $ref type const enum pattern minimum maximum required properties
   additionalProperties propertyNames minProperties items minItems oneOf`.split(/\s+/),
);

/** Every place in the JSON that the schema does not allow. */
export const violations = (root: Schema, json: unknown): readonly string[] => check(root, root, json, '');

const check = (root: Schema, schema: Schema, json: unknown, path: string): readonly string[] => {
  const unknown = Object.keys(schema).filter((keyword) => !keywords.has(keyword));
  if (unknown.length > 0) throw new Error(`The checker does not know ${unknown.join()}.`);
  const below = (inner: unknown, value: unknown, place: string) => check(root, inner as Schema, value, place);
  const found: string[] = [];
  const require = (holds: boolean, what: string): void => {
    if (!holds) found.push(`${path}: ${what}`);
  };
  if (typeof schema['$ref'] === 'string') {
    const definitions = root['$defs'] as Readonly<Record<string, Schema>>;
    const definition = definitions[schema['$ref'].replace('#/$defs/', '')];
    if (definition === undefined) throw new Error(`${schema['$ref']} is not defined.`);
    found.push(...below(definition, json, path));
  }
  if (schema['type'] !== undefined) require(isOfType(json, schema['type'] as string), `no ${schema['type'] as string}`);
  if ('const' in schema) require(json === schema['const'], `not ${schema['const'] as string}`);
  if (Array.isArray(schema['enum'])) require(schema['enum'].includes(json), 'none of the values');
  if (typeof json === 'string' && typeof schema['pattern'] === 'string') {
    require(new RegExp(schema['pattern'], 'u').test(json), `not like ${schema['pattern']}`);
  }
  if (typeof json === 'number') {
    require(json >= ((schema['minimum'] as number | undefined) ?? -Infinity), 'too small');
    require(json <= ((schema['maximum'] as number | undefined) ?? Infinity), 'too large');
  }
  if (Array.isArray(json)) {
    require(json.length >= ((schema['minItems'] as number | undefined) ?? 0), 'too few');
    if (schema['items'] !== undefined)
      found.push(...json.flatMap((item, index) => below(schema['items'], item, `${path}/${index}`)));
  }
  if (isObject(json)) found.push(...checkObject(schema, json, path, below));
  if (Array.isArray(schema['oneOf'])) {
    const fitting = schema['oneOf'].filter(
      (option) => mayFit(root, option as Schema, json) && below(option, json, path).length === 0,
    );
    require(fitting.length === 1, `fits ${fitting.length} of the forms`);
  }
  return found;
};

/** Most forms are told apart by their kind: those of another one need not be looked through. */
const mayFit = (root: Schema, option: Schema, json: unknown): boolean => {
  const definitions = root['$defs'] as Readonly<Record<string, Schema>>;
  const form = definitions[String(option['$ref']).replace('#/$defs/', '')];
  const kind = (form?.['properties'] as Readonly<Record<string, Schema>> | undefined)?.['kind'];
  if (kind === undefined || !isObject(json)) return true;
  const kinds = (kind['enum'] as readonly unknown[] | undefined) ?? [kind['const']];
  return kinds.includes(json['kind']);
};

type Below = (schema: unknown, json: unknown, path: string) => readonly string[];

const checkObject = (
  schema: Schema,
  json: Readonly<Record<string, unknown>>,
  path: string,
  below: Below,
): readonly string[] => {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, unknown>>;
  const { additionalProperties: others = true, propertyNames = {} } = schema;
  const missing = ((schema['required'] ?? []) as readonly string[]).filter((field) => !Object.hasOwn(json, field));
  const tooFew = Object.keys(json).length < ((schema['minProperties'] as number | undefined) ?? 0);
  return [
    ...(tooFew ? [`${path}: too few fields`] : []),
    ...missing.map((field) => `${path}/${field}: missing`),
    ...Object.entries(json).flatMap(([field, value]) => {
      const place = `${path}/${field}`;
      const wrongName = below(propertyNames, field, place);
      if (Object.hasOwn(properties, field)) return [...wrongName, ...below(properties[field], value, place)];
      if (others === false) return [`${place}: no such field`];
      return others === true ? wrongName : [...wrongName, ...below(others, value, place)];
    }),
  ];
};

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const isOfType = (json: unknown, type: string): boolean => {
  if (type === 'array') return Array.isArray(json);
  if (type === 'object') return isObject(json);
  return type === 'integer' ? Number.isInteger(json) : typeof json === type;
};
