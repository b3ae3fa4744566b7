import { renderMarkdown, renderTree, type Explanation, type RenderOptions, type Reply } from '../src/index.ts';
import { names as usualNames } from './history.ts';
import { numbersIn, numbersOf } from './numbersIn.ts';

const depths = [0, 1, 2, 3] as const;

/**
 * Where an answer, of any question, breaks the rule that it says the same numbers in both languages at every depth, that
 * each number of a lesser depth is there at a greater one, and that no number of its sentence is from nowhere:
 * `expect(refinementProblems(reply)).toEqual([])`.
 */
export const refinementProblems = (
  document: Explanation | Reply,
  names: (partner: string) => string | undefined = usualNames,
): readonly string[] => [
  ...depths.flatMap((depth) =>
    [renderTree, renderMarkdown].flatMap((render) =>
      [false, true].flatMap((all) => {
        const options: RenderOptions = { depth, all, names, width: 1000 };
        const english = numbersIn(render(document, options), 'en').join(' ');
        const russian = numbersIn(render(document, { ...options, locale: 'ru' }), 'ru').join(' ');
        return english === russian ? [] : [`depth ${depth}, ${render.name}: ${english} / ${russian}`];
      }),
    ),
  ),
  ...missing('the sentence', saidAt(document, 0, names), new Set(numbersOf(document))),
  ...([0, 1, 2] as const).flatMap((depth) => {
    const deeper = saidAt(document, depth === 0 ? 1 : depth === 1 ? 2 : 3, names);
    return missing(`depth ${depth}`, saidAt(document, depth, names), deeper);
  }),
];

const saidAt = (
  document: Explanation | Reply,
  depth: 0 | 1 | 2 | 3,
  names: (partner: string) => string | undefined,
): ReadonlySet<string> => new Set(numbersIn(renderTree(document, { depth, names, width: 1000, all: true }), 'en'));

const missing = (where: string, said: ReadonlySet<string>, there: ReadonlySet<string>): readonly string[] => {
  const lost = [...said].filter((number) => !there.has(number));
  return lost.length === 0 ? [] : [`${where} says ${lost.join(', ')}, which is not below it`];
};
