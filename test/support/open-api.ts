import type { Api } from './api.js';

/** JSON Schema, as far as the document uses it. */
export interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  default?: unknown;
}
export interface Operation {
  /** `POST /api/jobs/{id}/retry` */
  route: string;
  method: string;
  path: string;
  body: Schema | null;
  query: { name: string; required?: boolean; schema: Schema }[];
}
export type Place = (string | number)[];

interface Document {
  paths: Record<
    string,
    Record<
      string,
      {
        parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
        requestBody?: { content: Record<string, { schema: Schema }> };
      }
    >
  >;
}

/** Everything that the API says it can be asked. */
export async function operationsOf(api: Api): Promise<Operation[]> {
  const { body } = await api.ask<Document>('GET', '/docs-json');
  return Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      route: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      body: requestBody?.content['application/json']?.schema ?? null,
      query: parameters.filter((each) => each.in === 'query'),
    })),
  );
}

/** Of several shapes, each that is an object or a text; `null` teaches nothing. */
const shapesOf = ({ oneOf, anyOf, ...own }: Schema): Schema[] =>
  oneOf || anyOf ? [...(oneOf ?? []), ...(anyOf ?? [])].flatMap(shapesOf) : [own];
const firstShape = (schema: Schema): Schema => shapesOf(schema).find(({ type }) => type !== 'null') ?? schema;

/** The smallest body that fits a schema, with its optional fields where `full` says so. */
export function sample(given: Schema, full = false): unknown {
  const schema = firstShape(given);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'object') {
    const names = Object.keys(schema.properties ?? {}).filter((name) => full || schema.required?.includes(name));
    return Object.fromEntries(names.map((name) => [name, sample(schema.properties![name]!, full)]));
  }
  if (schema.type === 'array') return schema.items ? [sample(schema.items, full)] : [];
  if (schema.type === 'boolean') return true;
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 0, 1);
  return sampleText(schema);
}

function sampleText({ format, pattern, minLength = 0, maxLength = 10 }: Schema): string {
  if (format === 'uuid') return '01a2075f-9156-7740-9e7c-6c23f5f26ac8';
  if (format === 'date-time') return '2026-10-01T00:00:00Z';
  if (pattern?.includes('{43}')) return 'x'.repeat(43);
  if (pattern?.includes('0[1-9]|1[0-2]')) return '2026-10';
  if (pattern?.includes('\\d{0,17}')) return '100';
  return 'x'.repeat(Math.min(maxLength, Math.max(minLength, 5)));
}

/** Where words can be put: texts that are neither one of a list nor of a fixed form. */
export function textPlaces(given: Schema, at: Place = []): Place[] {
  return shapesOf(given).flatMap((schema) => {
    if (schema.type === 'object')
      return Object.entries(schema.properties ?? {}).flatMap(([name, each]) => textPlaces(each, [...at, name]));
    if (schema.type === 'array') return schema.items ? textPlaces(schema.items, [...at, 0]) : [];
    const isFree = schema.type === 'string' && !schema.enum && schema.const === undefined && !schema.format;
    return isFree ? [at] : [];
  });
}

/** The body with this value at this place; what lies on the way is made. */
export function withValue(body: unknown, [step, ...rest]: Place, value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = Array.isArray(body) ? [...(body as unknown[])] : [];
    list[step] = withValue(list[step], rest, value);
    return list;
  }
  const known = (body ?? {}) as Record<string, unknown>;
  return { ...known, [step]: withValue(known[step], rest, value) };
}
