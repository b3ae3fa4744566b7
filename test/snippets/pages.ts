import { readTextFiles, type TextFile } from '../architecture/workspace.ts';

const isPage = (file: string): boolean =>
  /^(?:README|packages\/[^/]+\/README|examples\/[^/]+\/README|docs\/.+)\.md$/.test(file);

/** The pages that people read: of the workspace, of each package and example, and the documentation. */
export const pagesOfTheProject = (): readonly TextFile[] => readTextFiles().filter(({ path }) => isPage(path));
