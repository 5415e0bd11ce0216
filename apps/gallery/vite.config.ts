import { join } from 'node:path';
import { defineConfig } from 'vite';
import { componentSettings } from '../console/vite-settings.ts';

/** Without the console's build: service worker, proxy, output. */
export default defineConfig({
  ...componentSettings,
  server: { fs: { allow: [join(import.meta.dirname, '../..')] } },
});
