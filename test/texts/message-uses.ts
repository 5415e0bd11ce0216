import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NodeTypes, type TemplateChildNode } from '@vue/compiler-dom';
import ts from 'typescript';
import { parse } from 'vue/compiler-sfc';

/** A place where the console shows a message. */
export interface MessageUse {
  catalog: string;
  /** What the key may be: `state.${state}` is a pattern. */
  key: RegExp;
  /** Names of the arguments; null where they are not written out. */
  values: string[] | null;
  /** Slots fill the other arguments. */
  rich: boolean;
  where: string;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A key as it is written: a literal, a template, or a choice of these; anything else may be every key. */
function keyPattern(node: ts.Expression): string {
  if (ts.isStringLiteralLike(node)) return escaped(node.text);
  if (ts.isParenthesizedExpression(node)) return keyPattern(node.expression);
  if (ts.isConditionalExpression(node)) return `(?:${keyPattern(node.whenTrue)}|${keyPattern(node.whenFalse)})`;
  if (ts.isTemplateExpression(node))
    return escaped(node.head.text) + node.templateSpans.map(({ literal }) => `.+${escaped(literal.text)}`).join('');
  return '.+';
}

function valueNames(node: ts.Expression | undefined): string[] | null {
  if (!node) return [];
  if (!ts.isObjectLiteralExpression(node)) return null;
  const names = node.properties.map((each) => (ts.isSpreadAssignment(each) ? null : (each.name?.getText() ?? null)));
  return names.every((name) => name !== null) ? names : null;
}

/** Catalogs by the name under which a script imports their `t`. */
function importedCatalogs(script: ts.SourceFile, folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const statement of script.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const catalog = join(folder, statement.moduleSpecifier.text.replace(/messages\.js$/, 'messages.en.json'));
    if (!catalog.endsWith('messages.en.json') || !existsSync(catalog)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    for (const { name, propertyName } of bindings.elements)
      if ((propertyName ?? name).text === 't') found.set(name.text, catalog);
  }
  return found;
}

function usesIn(code: string, catalogs: Map<string, string>, where: string): MessageUse[] {
  const found: MessageUse[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.expression : node.expression;
      const method = ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : '';
      const catalog = ts.isIdentifier(callee) ? catalogs.get(callee.text) : undefined;
      const [key, values] = node.arguments;
      if (catalog && key && method !== 'has')
        found.push({
          catalog,
          key: new RegExp(`^${keyPattern(key)}$`),
          values: valueNames(values),
          rich: method === 'rich',
          where,
        });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('script.ts', code, ts.ScriptTarget.Latest, true));
  return found;
}

/** Expressions of a template. */
const expressions = (nodes: readonly TemplateChildNode[]): string[] =>
  nodes.flatMap((node): string[] => {
    if (node.type === NodeTypes.INTERPOLATION) return [node.content.loc.source];
    if (node.type !== NodeTypes.ELEMENT) return [];
    const bound = node.props.flatMap((prop) =>
      prop.type === NodeTypes.DIRECTIVE && prop.exp && prop.name !== 'slot' ? [prop.exp.loc.source] : [],
    );
    return [...bound, ...expressions(node.children)];
  });

/** Where a component or a module shows messages. */
export function messageUses(path: string, source: string): MessageUse[] {
  const descriptor = path.endsWith('.vue') ? parse(source, { filename: path }).descriptor : undefined;
  const script = descriptor ? ((descriptor.scriptSetup ?? descriptor.script)?.content ?? '') : source;
  const catalogs = importedCatalogs(
    ts.createSourceFile('script.ts', script, ts.ScriptTarget.Latest, true),
    dirname(path),
  );
  return [
    ...usesIn(script, catalogs, path),
    ...expressions(descriptor?.template?.ast?.children ?? []).flatMap((code) => usesIn(`(${code})`, catalogs, path)),
  ];
}
