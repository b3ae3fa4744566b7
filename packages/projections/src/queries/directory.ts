import type { DocumentStore } from '../documentStore.ts';
import { type PartnerDocument, partners } from '../models/partners.ts';
import { type ProgramDocument, programs } from '../models/programs.ts';
import { eachDocument, readDocument } from '../readDocuments.ts';

/** A program as it is now, or `undefined`. */
export const programOf = (documents: DocumentStore, program: string): Promise<ProgramDocument | undefined> =>
  readDocument(documents, programs, program);

/** A partner as we know it now, or `undefined`. */
export const partnerOf = (documents: DocumentStore, partner: string): Promise<PartnerDocument | undefined> =>
  readDocument(documents, partners, partner);

/** Every program, by id. */
export const eachProgram = (documents: DocumentStore): AsyncIterable<ProgramDocument> =>
  eachDocument(documents, programs);

/** Every partner, by id. */
export const eachPartner = (documents: DocumentStore): AsyncIterable<PartnerDocument> =>
  eachDocument(documents, partners);
