import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { componentSettings } from './vite-settings.ts';

/** The service worker gets the names of all files of this build, so that pages open that were never open before. */
function serviceWorker(): Plugin {
  const source = join(import.meta.dirname, 'offline/service-worker.js');
  return {
    name: 'service-worker',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = Object.keys(bundle)
        .filter((name) => name.startsWith('assets/'))
        .sort()
        .map((name) => `/${name}`);
      const build = createHash('sha256').update(files.join()).digest('hex').slice(0, 12);
      const code = readFileSync(source, 'utf8')
        .replace('self.__FILES__', () => JSON.stringify(files))
        .replace('${self.__BUILD__}', build);
      this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: code });
    },
  };
}

/** `dist/console`, served by the api at `/`. Everything is bundled: the console works with no internet. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  ...componentSettings,
  plugins: [...componentSettings.plugins, serviceWorker()],
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
});
