import * as t from 'io-ts';
import { Id } from '../id.ts';
import { isFieldName } from '../jsonLimits.ts';

/**
 * Values by name, such as the numbers told with a payment. Every name is an id; one that is not, or that would change an
 * object instead of naming a field (`__proto__`, `constructor`, `prototype`), is refused and never left out.
 */
export const named = <Value extends t.Mixed>(value: Value) => {
  const record = t.record(Id, value);
  return new t.DictionaryType<typeof Id, Value, t.TypeOf<typeof record>, t.OutputOf<typeof record>>(
    record.name,
    (input): input is t.TypeOf<typeof record> => record.is(input) && Object.keys(input).every(isName),
    (input, context) => {
      const wrong = namesIn(input).flatMap((name) => {
        if (isName(name)) return [];
        const inside = t.appendContext(context, name, Id, name);
        return [{ value: name, context: inside, message: 'has a name that cannot be an id' }];
      });
      return wrong.length > 0 ? t.failures(wrong) : record.validate(input, context);
    },
    record.encode,
    Id,
    value,
  );
};

const namesIn = (input: unknown): readonly string[] => (t.UnknownRecord.is(input) ? Object.keys(input) : []);

const isName = (name: string): boolean => Id.is(name) && isFieldName(name);
