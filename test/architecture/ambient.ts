import { builtinModules } from 'node:module';
import ts from 'typescript';

const builtin = new Set(builtinModules);

/** What a pure package may take from Node: arithmetic on bytes. */
const pureBuiltins = new Set(['crypto', 'buffer']);

/** Globals that reach the clock, the network, the process or a timer. */
const globals = new Set([
  'process',
  'performance',
  'fetch',
  'WebSocket',
  'XMLHttpRequest',
  'navigator',
  'globalThis',
  'global',
  'require',
  'console',
  'crypto',
  'setTimeout',
  'setInterval',
  'setImmediate',
]);

/** Sources of chance, under whatever name a module or a global offers them. */
const chance = new Set([
  'randomUUID',
  'randomBytes',
  'randomInt',
  'randomFill',
  'randomFillSync',
  'getRandomValues',
  'webcrypto',
]);
const chanceOrClockIds = new Set(['v1', 'v4', 'v6', 'v7']);

/** Readings of a `Date` in the time zone of the machine. */
const machineZone = /^(?:get|set)(?:FullYear|Month|Date|Day|Hours|Minutes|Seconds)$|^getTimezoneOffset$/;
const machineLocale = /^toLocale(?:Date|Time)?String$|^toLocale(?:Upper|Lower)Case$/;

const isNamed = (node: ts.Node, name: string): boolean => ts.isIdentifier(node) && node.text === name;

/** A name that is declared or picked here, such as the `fetch` of `store.fetch`, is not the global of that name. */
const isOnlyAName = (node: ts.Identifier): boolean => {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isQualifiedName(parent) && parent.right === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node) ||
    ts.isImportSpecifier(parent) ||
    ts.isExportSpecifier(parent) ||
    ('name' in parent && parent.name === node && !ts.isShorthandPropertyAssignment(parent))
  );
};

const inModule = (node: ts.ImportDeclaration): string | undefined => {
  const module = ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : '';
  const bare = module.replace(/^node:/, '');
  if ((module.startsWith('node:') || builtin.has(bare)) && !pureBuiltins.has(bare)) return module;
  const bindings = node.importClause?.namedBindings;
  if (module !== 'uuid' || bindings === undefined) return undefined;
  if (ts.isNamespaceImport(bindings)) return 'all of uuid';
  return bindings.elements.some(({ name, propertyName }) => chanceOrClockIds.has((propertyName ?? name).text))
    ? 'a random or time-based uuid'
    : undefined;
};

const inCall = (node: ts.CallExpression): string | undefined => {
  const { expression: callee, arguments: args } = node;
  if (isNamed(callee, 'Date')) return 'Date()';
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return 'import()';
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const name = callee.name.text;
  if (isNamed(callee.expression, 'Intl')) return inIntl(name, args);
  if (machineZone.test(name)) return `${name}() reads the time zone of the machine`;
  if (machineLocale.test(name) && args.length === 0) return `${name}() reads the locale of the machine`;
  if (name === 'localeCompare' && args.length < 2) return 'localeCompare without a locale';
  return undefined;
};

const inIntl = (name: string, args: readonly ts.Expression[] | undefined): string | undefined => {
  const locale = args?.[0];
  const takesLocale = name !== 'supportedValuesOf' && name !== 'getCanonicalLocales';
  return takesLocale && (locale === undefined || isNamed(locale, 'undefined'))
    ? `Intl.${name} without a locale`
    : undefined;
};

const inNew = (node: ts.NewExpression): string | undefined => {
  const { expression: made, arguments: args } = node;
  const count = args?.length ?? 0;
  if (isNamed(made, 'Date') && count === 0) return 'new Date()';
  if (isNamed(made, 'Date') && count > 1) return 'new Date(year, month, …) in the time zone of the machine';
  if (ts.isPropertyAccessExpression(made) && isNamed(made.expression, 'Intl')) return inIntl(made.name.text, args);
  return undefined;
};

const inAccess = (node: ts.PropertyAccessExpression): string | undefined => {
  if (isNamed(node.expression, 'Date') && node.name.text === 'now') return 'Date.now';
  if (isNamed(node.expression, 'Math') && node.name.text === 'random') return 'Math.random';
  return undefined;
};

const inNode = (node: ts.Node): string | undefined => {
  if (ts.isImportDeclaration(node)) return inModule(node);
  if (ts.isCallExpression(node)) return inCall(node);
  if (ts.isNewExpression(node)) return inNew(node);
  if (ts.isPropertyAccessExpression(node)) return inAccess(node);
  if (!ts.isIdentifier(node)) return undefined;
  if (chance.has(node.text)) return node.text;
  return globals.has(node.text) && !isOnlyAName(node) ? node.text : undefined;
};

/**
 * Where a source reads the clock, chance, the network, files, the process or the settings of the machine. Comments
 * and strings are not code and do not count.
 *
 * @returns one text per place, such as `12: Date.now`
 */
export const ambientIn = (text: string): readonly string[] => {
  const file = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const what = inNode(node);
    if (what !== undefined) found.push(`${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${what}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};
