import type { INestApplication } from '@nestjs/common';
import { ModulesContainer, Reflector } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { zodToOpenApi } from '../http/openapi.js';
import { nameShapes } from './name-shapes.js';
import { whoMay } from './who-may.js';

type Handler = (...given: unknown[]) => unknown;
type Controller = new (...given: never[]) => unknown;

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
      const controller = metatype as Controller;
      const methods = Object.entries(Object.getOwnPropertyDescriptors(controller.prototype));
      for (const [name, { value }] of methods)
        if (typeof value === 'function')
          who.set(`${controller.name}_${name}`, whoMay(reflector, [value as Handler, controller]));
    }
  for (const methods of Object.values(document.paths))
    for (const operation of Object.values(methods) as { operationId: string; security?: unknown }[]) {
      // a handler with two paths has a number after the second operation id
      const callers = who.get(operation.operationId.replace(/\[\d+\]$/, '')) ?? [];
      const isOpen = callers.includes('everybody');
      Object.assign(operation, { 'x-who-may': callers, security: isOpen ? [] : [{ bearer: [] }] });
    }
}
