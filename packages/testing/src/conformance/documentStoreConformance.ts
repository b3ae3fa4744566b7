import type { ConformanceCase } from './conformanceCase.ts';
import { checkpointCases } from './checkpointCases.ts';
import { documentCases } from './documentCases.ts';
import { replaceCases } from './replaceCases.ts';
import type { DocumentStoreSubject } from './documentStoreSubject.ts';

/** Everything the document store port promises, as cases for any test runner. */
export const documentStoreConformance = ({ create }: DocumentStoreSubject): readonly ConformanceCase[] =>
  [...documentCases, ...checkpointCases, ...replaceCases].map(({ name, check }) => ({
    name,
    run: async () => {
      const { store, remove } = await create();
      try {
        await check(store);
      } finally {
        await remove();
      }
    },
  }));
