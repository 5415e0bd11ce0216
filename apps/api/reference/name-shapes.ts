import type { OpenAPIObject } from '@nestjs/swagger';

type Json = Record<string, unknown>;
type Shapes = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

const isObject = (value: unknown): value is Json => value !== null && typeof value === 'object';

/**
 * Moves every named schema to `components.schemas`. The converter repeats it beside each use (`$defs`)
 * with references that do not resolve.
 */
export function nameShapes(document: OpenAPIObject): OpenAPIObject {
  const shapes: Shapes = {};
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isObject(value)) return value;
    const { $defs, $schema: _dialect, ...rest } = value;
    for (const [name, shape] of Object.entries(isObject($defs) ? $defs : {})) addShape(name, walk(shape));
    const walked = Object.fromEntries(Object.entries(rest).map(([name, each]) => [name, walk(each)]));
    const { $ref } = walked;
    return typeof $ref === 'string' ? { ...walked, $ref: $ref.replace('#/$defs/', '#/components/schemas/') } : walked;
  };
  const addShape = (name: string, shape: unknown): void => {
    const known = shapes[name];
    if (known && JSON.stringify(known) !== JSON.stringify(shape))
      throw new Error(`Two shapes are called ${name}: give one of them another id.`);
    // oxlint-disable-next-line typescript/consistent-type-assertions -- `$defs` of JSON Schema holds schemas
    shapes[name] = shape as Shapes[string];
  };
  // oxlint-disable-next-line typescript/consistent-type-assertions -- `walk` changes references only
  const paths = walk(document.paths) as OpenAPIObject['paths'];
  const components = document.components ?? {};
  return { ...document, paths, components: { ...components, schemas: { ...components.schemas, ...shapes } } };
}
