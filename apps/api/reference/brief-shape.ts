import { lastOf } from '#contracts/items.js';

/** JSON Schema, as far as the document uses it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  minimum?: number;
  maximum?: number;
  default?: unknown;
  description?: string;
  /** JSON Schema of a string's content (2020-12, Validation §8.5). */
  contentSchema?: Schema;
}

const WIDTH = 108;
const TEXTS: Record<string, string> = { uuid: 'uuid', 'date-time': 'time', date: 'date' };
const NUMBERS = ['integer', 'number'];
const isUnion = (words: string): boolean => words.includes(' | ');
const pad = (depth: number): string => '  '.repeat(depth);

/** A compact notation of a schema, similar to TypeScript; long ones are split over lines. */
export function briefShape(schema: Schema, depth = 0): string {
  const inOneLine = inline(schema);
  return inOneLine.length + pad(depth).length <= WIDTH ? inOneLine : downThePage(schema, depth);
}

/** The fields of a named schema, one per line, with their descriptions. */
export const fieldsOf = (schema: Schema): string => (schema.properties ? fields(schema, 0) : briefShape(schema));

function inline(schema: Schema): string {
  const { properties, items } = schema;
  if (items) return listOf(inline(items));
  if (!properties) return simple(schema, inline);
  const parts = Object.entries(properties).map(([name, each]) => `${field(schema, name)}: ${inline(each)}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

function downThePage(schema: Schema, depth: number): string {
  if (schema.items) return listOf(briefShape(schema.items, depth));
  return schema.properties ? fields(schema, depth) : simple(schema, (each) => briefShape(each, depth));
}

function fields(schema: Schema, depth: number): string {
  const lines = Object.entries(schema.properties ?? {}).map(([name, each]) => {
    const note = each.description ? `  // ${each.description}` : '';
    return `${pad(depth + 1)}${field(schema, name)}: ${briefShape(each, depth + 1)}${note}`;
  });
  return `{\n${lines.join('\n')}\n${pad(depth)}}`;
}

const field = ({ required = [] }: Schema, name: string): string =>
  (/^\w+$/.test(name) ? name : `'${name}'`) + (required.includes(name) ? '' : '?');
const listOf = (item: string): string => (isUnion(item) && !item.startsWith('{') ? `(${item})[]` : `${item}[]`);

function simple(schema: Schema, describe: (each: Schema) => string): string {
  const { $ref, oneOf, anyOf, type, additionalProperties: rest } = schema;
  if ($ref) return lastOf($ref.split('/'));
  if (oneOf || anyOf) return [...(oneOf ?? []), ...(anyOf ?? [])].map(describe).join(' | ');
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(' | ');
  if (Array.isArray(type)) return type.map((each) => simple({ ...schema, type: each }, describe)).join(' | ');
  if (type === 'object') return rest && rest !== true ? `{ [name]: ${describe(rest)} }` : 'object';
  if (type === 'string') return TEXTS[schema.format ?? ''] ?? 'text';
  return type && NUMBERS.includes(type) ? range(schema) : (type ?? 'anything');
}

const literal = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : String(value));

/** JavaScript's safe integer bounds are omitted. */
function range({ type, minimum, maximum }: Schema): string {
  const [from, to] = [minimum, maximum].map((each) =>
    each !== undefined && Math.abs(each) < Number.MAX_SAFE_INTEGER ? each : undefined,
  );
  if (from === undefined && to === undefined) return String(type);
  return to === undefined ? `${from}…` : `${from ?? ''}…${to}`;
}
