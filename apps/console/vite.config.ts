import { join } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const contracts = join(import.meta.dirname, '../../libs/contracts');

/** `dist/console`, served by the api at `/`. Everything is bundled: the console works with no internet. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [vue()],
  // Not the `source` condition: packages have one as well.
  resolve: { alias: [{ find: /^#contracts\/(.*)\.js$/, replacement: `${contracts}/$1.ts` }] },
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  // `vite` beside a running stack: the api answers, the console reloads as it is edited.
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:3000' } },
});
