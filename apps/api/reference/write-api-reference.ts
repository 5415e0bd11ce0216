/**
 * Writes what is made from the OpenAPI document, the lower part of `docs/api.md` and `libs/client/api-types.ts`:
 * `npm run build && node dist/apps/api/reference/write-api-reference.js`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { withReference } from './api-reference.js';
import { apiTypes } from './api-types.js';
import { previewDocument } from './preview.js';

const document = await previewDocument();
const page = 'docs/api.md';
writeFileSync(page, withReference(readFileSync(page, 'utf8'), document));
writeFileSync('libs/client/api-types.ts', await apiTypes(document));
