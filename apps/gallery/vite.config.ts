import { join } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const root = join(import.meta.dirname, '../..');

/** What the console's components need of the console's own settings, without its build: service worker, proxy, output. */
export default defineConfig({
  plugins: [vue()],
  resolve: { alias: [{ find: /^#contracts\/(.*)\.js$/, replacement: `${root}/libs/contracts/$1.ts` }] },
  server: { fs: { allow: [root] } },
});
