import { v5 as uuidv5 } from 'uuid';

/** The namespace under which ledgers are named; a fixed random UUID. */
const LEDGERS = '6f1c2b0e-6a53-4d0c-9d0e-0c7b9a3f8e51';

/**
 * The id of the event number `index` that a command records: the same command always gives the same ids, so a retry
 * is recognised. UUIDv5 of `index:commandKey` in the namespace UUIDv5(ledger).
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-5
 */
export const eventIdOf = (ledger: string, commandKey: string, index: number): string =>
  uuidv5(`${index}:${commandKey}`, namespaceOf(ledger));

const namespaces = new Map<string, string>();

/** A process works with one ledger or a few. */
const namespaceOf = (ledger: string): string => {
  const namespace = namespaces.get(ledger) ?? uuidv5(ledger, LEDGERS);
  if (namespaces.size > 1000) namespaces.clear();
  namespaces.set(ledger, namespace);
  return namespace;
};
