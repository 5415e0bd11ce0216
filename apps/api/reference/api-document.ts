import type { INestApplication } from '@nestjs/common';
import { ModulesContainer, Reflector } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { isOneOf, keysOf } from '#contracts/known-values.js';
import { zodToOpenApi } from '../http/openapi.js';
import { nameShapes } from './name-shapes.js';
import { whoMay } from './who-may.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

/** Operations of a path by their methods, in the order of the document. */
export const operationsOf = (path: PathItem): [string, Operation][] =>
  keysOf(path).flatMap((method) => {
    const operation = isOneOf(METHODS, method) ? path[method] : undefined;
    return operation ? [[method, operation]] : [];
  });

/** The API's OpenAPI 3.1 document. The app may be a preview: no handler is called. */
export function apiDocument(app: INestApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('ColorBook Engine')
    .setDescription('Print-ready coloring books as durable jobs. How to use it: docs/api.md')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, about, { standardSchemaConverter: zodToOpenApi });
  addWhoMay(app, document);
  return nameShapes(document);
}

/** `x-who-may` and `security` of every operation, from the guards' metadata. */
function addWhoMay(app: INestApplication, document: OpenAPIObject): void {
  const reflector = new Reflector();
  const who = new Map<string, string[]>();
  for (const { controllers } of app.get(ModulesContainer).values())
    for (const { metatype } of controllers.values()) {
      if (!metatype) continue;
      const methods: Record<string, PropertyDescriptor> = Object.getOwnPropertyDescriptors(metatype.prototype);
      for (const [name, { value }] of Object.entries(methods))
        if (typeof value === 'function') who.set(`${metatype.name}_${name}`, whoMay(reflector, [value, metatype]));
    }
  for (const methods of Object.values(document.paths))
    for (const [, operation] of operationsOf(methods)) {
      // a handler with two paths has a number after the second operation id
      const callers = who.get((operation.operationId ?? '').replace(/\[\d+\]$/, '')) ?? [];
      const isOpen = callers.includes('everybody');
      Object.assign(operation, { 'x-who-may': callers, security: isOpen ? [] : [{ bearer: [] }] });
    }
}
