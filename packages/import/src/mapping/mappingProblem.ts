/** One mistake in a mapping: where it is (a JSON Pointer into the document), and what is wrong in plain words. */
export type MappingProblem = Readonly<{ path: string; message: string }>;
