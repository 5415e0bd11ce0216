import ts from 'typescript';
import { NodeTypes, type TemplateChildNode } from '@vue/compiler-dom';
import { parse } from 'vue/compiler-sfc';

/** A text that stands in the code and not in a catalog. */
export interface RawText {
  line: number;
  text: string;
}

/** Attributes that a reader sees or hears. On a component, every property is looked at that reads like a text. */
const SPOKEN = /^(title|alt|label|placeholder|aria-(label|description|placeholder|valuetext|roledescription))$/;
const LETTERS = /\p{L}{2}/u;
/** Two words that begin with a capital, a sentence, or an ellipsis: no class, no key, no path. */
const SENTENCE = /^\p{Lu}[\p{L}’']*(?: |$)|\p{L}+[,:;]? \p{L}[^=<>{}]*[.?!…]$| …$/u;
/** What is no text though it looks like one: names of keys, headers, HTTP methods, brands, time zones. */
const NAMES = new Set(
  'Enter Escape Tab Home End Delete Backspace ArrowUp ArrowDown ArrowLeft ArrowRight PageUp PageDown Shift Control Meta GET POST PUT PATCH DELETE HEAD UTC Mac'.split(
    ' ',
  ),
);
const reads = (text: string): boolean => LETTERS.test(text) && SENTENCE.test(text.trim()) && !NAMES.has(text.trim());

/** Texts of a script or of an expression: literals that read like a text, and are not thrown, compared or imported. */
function ofScript(code: string, firstLine: number): RawText[] {
  const source = ts.createSourceFile('script.ts', code, ts.ScriptTarget.Latest, true);
  const found: RawText[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isCaseClause(node) || ts.isThrowStatement(node))
      return;
    if (ts.isBinaryExpression(node) && /^[!=]==?$/.test(node.operatorToken.getText())) return;
    if (ts.isNewExpression(node) && /Error$/.test(node.expression.getText())) return;
    // the name of an error
    if (ts.isPropertyDeclaration(node) && node.name.getText() === 'name') return;
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddle(node) ||
      ts.isTemplateTail(node)
    ) {
      const key = ts.isPropertyAssignment(node.parent) && node.parent.name === node;
      if (!key && reads(node.text))
        found.push({ line: firstLine + source.getLineAndCharacterOfPosition(node.getStart()).line, text: node.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function ofTemplate(nodes: readonly TemplateChildNode[]): RawText[] {
  return nodes.flatMap((node): RawText[] => {
    const { line } = node.loc.start;
    if (node.type === NodeTypes.TEXT) return LETTERS.test(node.content) ? [{ line, text: node.content.trim() }] : [];
    if (node.type === NodeTypes.INTERPOLATION) return ofScript(`(${node.content.loc.source})`, line);
    if (node.type !== NodeTypes.ELEMENT) return [];
    const component = /^[A-Z]/.test(node.tag);
    const ofProps = node.props.flatMap((prop): RawText[] => {
      const at = prop.loc.start.line;
      if (prop.type === NodeTypes.DIRECTIVE)
        return prop.exp && prop.name !== 'for' && prop.name !== 'slot' ? ofScript(`(${prop.exp.loc.source})`, at) : [];
      const text = prop.value?.content ?? '';
      return (SPOKEN.test(prop.name) ? LETTERS.test(text) : component && reads(text)) ? [{ line: at, text }] : [];
    });
    return [...ofProps, ...ofTemplate(node.children)];
  });
}

/** What a single-file component or a module of the console says by itself. */
export function rawTexts(path: string, source: string): RawText[] {
  if (!path.endsWith('.vue')) return ofScript(source, 1);
  const { descriptor } = parse(source, { filename: path });
  const script = descriptor.scriptSetup ?? descriptor.script;
  return [
    ...(script ? ofScript(script.content, script.loc.start.line) : []),
    ...(descriptor.template?.ast ? ofTemplate(descriptor.template.ast.children) : []),
  ];
}
