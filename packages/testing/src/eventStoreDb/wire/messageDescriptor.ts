/**
 * A field of a message: its number and type, with `repeated` or `map` (of texts) as a third entry where it is one.
 * Numbers and names are those of EventStoreDB's public gRPC protocol, as the published clients send and expect them.
 */
type Field = readonly [id: number, type: string, shape?: 'repeated' | 'map'];

type Fields = Readonly<Record<string, Field>>;
type Choices = Readonly<Record<string, readonly string[]>>;
type Nested = Readonly<Record<string, object>>;

const field = ([id, type, shape]: Field): object => {
  if (shape === 'map') return { id, type, keyType: 'string' };
  return shape === 'repeated' ? { id, type, rule: 'repeated' } : { id, type };
};

/** A message: its fields, which of them exclude each other, and the messages inside it. */
export const message = (fields: Fields, choices: Choices = {}, nested: Nested = {}): object => ({
  fields: Object.fromEntries(Object.entries(fields).map(([name, entry]) => [name, field(entry)])),
  oneofs: Object.fromEntries(Object.entries(choices).map(([name, oneof]) => [name, { oneof }])),
  nested,
});

type Method = readonly [request: string, response: string, streams?: 'requests' | 'responses' | 'both'];

/** A service: its methods, and which of their sides are streams. */
export const service = (methods: Readonly<Record<string, Method>>): object => ({
  methods: Object.fromEntries(
    Object.entries(methods).map(([name, [requestType, responseType, streams]]) => [
      name,
      {
        requestType,
        responseType,
        requestStream: streams === 'requests' || streams === 'both',
        responseStream: streams === 'responses' || streams === 'both',
      },
    ]),
  ),
});

/** What stands under one segment of a package's name. */
export const namespace = (nested: Nested): object => ({ nested });
