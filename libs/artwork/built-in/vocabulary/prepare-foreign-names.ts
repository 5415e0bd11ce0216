/**
 * Makes `foreign-names/*.txt` from the CLDR names of `emojibase-data`, for the drawings that exist:
 *
 *     npm run build && node_modules/.bin/node dist/libs/artwork/built-in/vocabulary/prepare-foreign-names.js
 *
 * Run again when `emojibase-data` or the drawings change (after `prepare-drawings.js`). The result is committed: the
 * package is 49 MB, and all that is read of it are these names.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { drawingNames } from '../drawings/drawings.js';
import { LANGUAGES } from './languages.js';

interface Emoji {
  label: string;
  hexcode: string;
  tags?: string[];
}

const require = createRequire(import.meta.url);
const folder = join(process.cwd(), 'libs/artwork/built-in/vocabulary/foreign-names');
const drawn = new Set(drawingNames().map(({ code }) => code));

mkdirSync(folder, { recursive: true });
for (const language of LANGUAGES) {
  const emojis: Emoji[] = require(`emojibase-data/${language}/compact.json`);
  const lines = emojis
    .filter(({ hexcode }) => drawn.has(hexcode))
    .map(({ hexcode, label, tags }) => `${[hexcode, label, ...(tags ?? [])].join('\t')}\n`);
  writeFileSync(join(folder, `${language}.txt`), lines.join(''));
  process.stdout.write(`${language}: ${lines.length} names\n`);
}
