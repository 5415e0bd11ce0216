import { readFileSync, readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { GENERATED, withReference } from './api-reference.js';
import { apiTypes } from './api-types.js';
import { previewDocument } from './preview.js';

interface Operation {
  operationId: string;
  summary?: string;
  'x-who-may': string[];
}

const page = readFileSync('docs/api.md', 'utf8');

const remake = 'npm run build && node dist/apps/api/reference/write-api-reference.js';

describe('libs/client/api-types.ts', () => {
  it(`has the types of the OpenAPI document: ${remake}`, async () => {
    const types = await apiTypes(await previewDocument());
    expect(readFileSync('libs/client/api-types.ts', 'utf8') === types).toBe(true);
  });
});

describe('docs/api.md', () => {
  let document: OpenAPIObject;
  let operations: Operation[];

  beforeAll(async () => {
    document = await previewDocument();
    operations = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods as Record<string, Operation>),
    );
  });

  it(`matches the OpenAPI document: ${remake}`, () => {
    expect(page).toBe(withReference(page, document));
  });

  it('has a summary and the allowed roles of every route', () => {
    const lacking = operations.filter((each) => !each.summary || each['x-who-may'].length === 0);
    expect(lacking.map(({ operationId }) => operationId)).toEqual([]);
  });

  it('has no dangling references', () => {
    const named = Object.keys(document.components?.schemas ?? {});
    const used = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(50);
    expect(new Set(used)).toEqual(new Set(named.map((name) => `#/components/schemas/${name}`)));
  });

  it('documents every error code', () => {
    const [byHand = ''] = page.split(GENERATED);
    const lacking = codesInSource().filter((code) => !byHand.includes(`\`${code}\``));
    expect(lacking).toEqual([]);
  });
});

/** Codes in the API's sources; codes of failures are in `libs/contracts/failures.ts`. */
function codesInSource(): string[] {
  const made = /(?:new ProblemException\(\s*\d+,\s*|conflict\(\s*)'([a-z-]+)'/g;
  const files = readdirSync('apps/api', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const texts = files.map((file) => readFileSync(`apps/api/${file}`, 'utf8'));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(made)].map(([, code = '']) => code)))].sort();
}
