/** Every value of a document that is not made of others, with its JSON Pointer; `keyOf` names the members of lists. */
export const leavesOf = (
  json: unknown,
  keyOf: (member: unknown, index: number, path: string) => string = (_member, index) => String(index),
  path = '',
): readonly (readonly [path: string, leaf: unknown])[] => {
  if (typeof json !== 'object' || json === null) return [[path, json]];
  if (Array.isArray(json)) {
    return json.length === 0
      ? [[path, []]]
      : json.flatMap((member: unknown, index) => leavesOf(member, keyOf, `${path}/${keyOf(member, index, path)}`));
  }
  const entries = Object.entries(json);
  return entries.length === 0
    ? [[path, {}]]
    : entries.flatMap(([key, value]) => leavesOf(value, keyOf, `${path}/${key}`));
};
