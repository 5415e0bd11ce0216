/** Writes `.env.example` in the project's root: `npm run build && node dist/apps/stack/setup/write-env-example.js`. */
import { writeFileSync } from 'node:fs';
import { envExample } from './env-example.js';
import { inProject } from '../project.js';

writeFileSync(inProject('.env.example'), envExample());
