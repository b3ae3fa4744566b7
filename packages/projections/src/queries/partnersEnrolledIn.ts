import type { DocumentStore } from '../documentStore.ts';
import { partners } from '../models/partners.ts';
import { eachDocument } from '../readDocuments.ts';

/** The ids of the partners who were ever enrolled in the program. */
export async function* partnersEnrolledIn(
  documents: DocumentStore,
  program: string,
): AsyncGenerator<string, void, undefined> {
  for await (const { partner, enrolments } of eachDocument(documents, partners))
    if (enrolments.some((enrolment) => enrolment.program === program)) yield partner;
}
