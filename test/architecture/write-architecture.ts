/** Writes the pictures of docs/architecture.md: `npm run build && node dist/test/architecture/write-architecture.js`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { ARCHITECTURE, moduleGraphText, writtenPart } from './architecture-page.js';
import { readModuleGraph, sourceFiles } from './module-graph.js';

const text = readFileSync(ARCHITECTURE, 'utf8');
const { imports } = await readModuleGraph();
const files = await sourceFiles();
writeFileSync(
  ARCHITECTURE,
  text.replace(writtenPart(text), () => moduleGraphText(imports, files)),
);
