import type { OpenAPIObject } from '@nestjs/swagger';
import openapiTypes, { astToString } from 'openapi-typescript';

const NOTE =
  '/* Made from the OpenAPI document: npm run build && node dist/apps/api/reference/write-api-reference.js */\n\n';

/** TypeScript types of every path and of every named shape: `libs/client/api-types.ts`. */
export async function apiTypes(document: OpenAPIObject): Promise<string> {
  // By JSON: the generator has a type of its own for the same document.
  const types = await openapiTypes(JSON.stringify(document), { rootTypes: true, rootTypesNoSchemaPrefix: true });
  return NOTE + astToString(types);
}
