/** The path of a field or an item of a document. */
export type Place = readonly string[];

/** The path of every field and item, one for each shape: nodes and lines of one kind look alike. */
export const placesIn = (json: unknown): readonly Place[] => [
  ...new Map(placesBelow(json, [], '').map(({ shape, path }) => [shape, path])).values(),
];

const placesBelow = (
  json: unknown,
  path: readonly string[],
  shape: string,
): readonly Readonly<{ shape: string; path: Place }>[] => {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([key, value]: [string, unknown]) => {
    const isNamed = Array.isArray(json) || /^[0-9a-f]{16}$/.test(key);
    const here = `${shape}/${isNamed ? kindOf(value) : key}`;
    return [{ shape: here, path: [...path, key] }, ...placesBelow(value, [...path, key], here)];
  });
};

const kindOf = (json: unknown): string =>
  typeof json === 'object' && json !== null && 'kind' in json ? String(json.kind) : typeof json;

type Parent = Record<string, unknown>;

const at = (place: Place, json: unknown): readonly [Parent, string] => {
  const parent = place.slice(0, -1).reduce((inner, key) => (inner as Parent)[key], json) as Parent;
  return [parent, place.at(-1) ?? ''];
};

/** The document changed at this place in every way, with what was done. */
export const changesOf = (place: Place, text: string): readonly (readonly [string, unknown])[] =>
  changes.map(([what, change]) => {
    const json: unknown = JSON.parse(text);
    change(place, json);
    return [what, json];
  });

const changes: readonly (readonly [string, (place: Place, json: unknown) => void])[] = [
  [
    'a field too many',
    (place, json) => {
      const [parent, key] = at(place, json);
      const value = parent[key];
      if (typeof value === 'object' && value !== null && !Array.isArray(value) && key !== 'attributes') {
        Object.assign(value, { note: 'x' });
      }
    },
  ],
  [
    'a field too few',
    (place, json) => {
      const [parent, key] = at(place, json);
      // What the plan calls a product, and nodes that others rest on, are for the verification to miss.
      if (!Array.isArray(parent) && place.at(-2) !== 'attributes' && place.at(-2) !== 'nodes') delete parent[key];
    },
  ],
  [
    'null',
    (place, json) => {
      const [parent, key] = at(place, json);
      parent[key] = null;
    },
  ],
  [
    'a number',
    (place, json) => {
      const [parent, key] = at(place, json);
      parent[key] = -1.5;
    },
  ],
];
