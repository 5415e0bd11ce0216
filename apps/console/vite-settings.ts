import { join } from 'node:path';
import vue from '@vitejs/plugin-vue';
import type { UserConfig } from 'vite';
import { messages } from './messages-plugin.ts';

const libs = join(import.meta.dirname, '../../libs');

/** What the console's components need, in the console and in their gallery. */
export const componentSettings = {
  plugins: [messages(), vue()],
  // Not the `source` condition: packages have one as well.
  resolve: {
    alias: [
      { find: /^#(contracts|client|i18n)\/(.*)\.js$/, replacement: `${libs}/$1/$2.ts` },
      // messages are parsed by the build
      { find: /^@formatjs\/icu-messageformat-parser$/, replacement: '@formatjs/icu-messageformat-parser/no-parser.js' },
    ],
  },
  define: {
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_DROP_MESSAGE_COMPILER__: 'true',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
} satisfies UserConfig;
