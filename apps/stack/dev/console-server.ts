import type { ViteDevServer } from 'vite';
import { inProject } from '../project.js';

/** Paths of the API, not of the console: see NOT_PAGES of apps/api/console. */
const API_PATHS = '^/(api|docs|docs-json|docs-yaml|health|metrics|admin)(/|$|\\?)';

/** Vite's development server for the console, which proxies the API. */
export async function startConsoleServer(options: {
  host: string;
  port: number;
  apiUrl: string;
}): Promise<ViteDevServer> {
  const { host, port, apiUrl } = options;
  const { createServer } = await import('vite');
  const server = await createServer({
    configFile: inProject('apps', 'console', 'vite.config.ts'),
    // not in node_modules, which another checkout may share
    cacheDir: inProject('dist', '.vite'),
    logLevel: 'warn',
    clearScreen: false,
    server: { host, port, strictPort: true, proxy: { [API_PATHS]: { target: apiUrl } } },
  });
  await server.listen();
  return server;
}
