/**
 * Jest transform of Vue single-file components, with the compiler of Vite's plugin. `@vue/vue3-jest` needs Babel
 * and an older Jest, and emits CommonJS. Styles are omitted: the gallery's test checks them in a browser.
 */
import { createHash } from 'node:crypto';
import { transformSync } from '@swc/core';
import { compileScript, parse } from 'vue/compiler-sfc';

const SETTINGS = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2024', experimental: { keepImportAttributes: true } },
  module: { type: 'es6' },
  sourceMaps: 'inline',
  swcrc: false,
};
/** For a component that is a template alone: compileScript takes none without a script. */
const EMPTY_SCRIPT = '<script setup lang="ts">;</script>\n';

export default {
  process(source, filename) {
    const { descriptor, errors } = parse(source.includes('<script') ? source : EMPTY_SCRIPT + source, { filename });
    if (errors.length > 0) throw errors[0];
    const id = createHash('sha256').update(filename).digest('hex').slice(0, 8);
    const { content } = compileScript(descriptor, { id, inlineTemplate: true });
    return transformSync(content, { ...SETTINGS, filename });
  },
};
