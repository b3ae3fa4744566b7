/** The files that no other replaces, nor one that is to be made. */
export const standingFiles = <File extends Readonly<{ file: string; replaces?: string | null | undefined }>>(
  files: readonly File[],
  replacing?: string,
): readonly File[] => {
  const replaced = new Set<string | null | undefined>([replacing, ...files.map(({ replaces }) => replaces)]);
  return files.filter(({ file }) => !replaced.has(file));
};
