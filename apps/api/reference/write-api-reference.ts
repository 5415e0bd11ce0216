/** Writes the lower part of `docs/api.md`: `npm run build && node dist/apps/api/reference/write-api-reference.js`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { withReference } from './api-reference.js';
import { previewDocument } from './preview.js';

const page = 'docs/api.md';
writeFileSync(page, withReference(readFileSync(page, 'utf8'), await previewDocument()));
