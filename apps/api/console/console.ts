import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import expressStaticGzip from 'express-static-gzip';
import type { NextFunction, Request, Response } from 'express';

/** `dist/console` beside `dist/apps`; absent where the API runs from source, as in tests. */
const BUILT = fileURLToPath(new URL('../../../console/', import.meta.url));
/** Paths that are never console pages: unknown ones answer with problem details. */
const NOT_PAGES = /^\/(api|docs|docs-json|docs-yaml|health|metrics|admin|assets)(\/|$)/;

/** Serves the console at `/`: hashed files are cached for ever and pre-compressed, index.html is not cached and answers every page's path. */
export function serveConsole(app: NestExpressApplication, folder = BUILT): void {
  const page = `${folder}/index.html`;
  if (!existsSync(page)) return;
  app.use(
    '/assets',
    expressStaticGzip(`${folder}/assets`, {
      enableBrotli: true,
      orderPreference: ['br', 'gzip'],
      index: false,
      serveStatic: { immutable: true, maxAge: '1y' },
    }),
  );
  // Its name has no hash: a long cache lifetime would pin an old console.
  app.use(
    '/service-worker.js',
    express.static(`${folder}/service-worker.js`, {
      cacheControl: false,
      setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (!isPage(request)) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(page, { cacheControl: false }, (error) => error && next(error));
  });
}

/** True for browser navigation, which names text/html in Accept. */
function isPage({ method, path, headers }: Request): boolean {
  const asks = method === 'GET' || method === 'HEAD';
  return asks && (headers.accept ?? '').includes('text/html') && !NOT_PAGES.test(path);
}
