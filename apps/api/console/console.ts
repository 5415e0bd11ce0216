import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import expressStaticGzip from 'express-static-gzip';
import type { NextFunction, Request, Response } from 'express';

/** `dist/console` beside `dist/apps`; absent where the api runs from source, as in tests. */
const BUILT = fileURLToPath(new URL('../../../console/', import.meta.url));
/** Addresses that are never a page of the console: what is unknown there answers with a problem, not with a page. */
const NOT_PAGES = /^\/(api|docs|docs-json|docs-yaml|health|metrics|admin|assets)(\/|$)/;

/** The console at `/`: hashed files for ever, compressed at the build, the page itself fresh, and every page's address gives that page. */
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
  // Its name stays while its content changes: a browser that kept it for long would keep an old console.
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

/** A person who goes somewhere: browsers then ask for text/html by name, scripts and programs don't. */
function isPage({ method, path, headers }: Request): boolean {
  const asks = method === 'GET' || method === 'HEAD';
  return asks && (headers.accept ?? '').includes('text/html') && !NOT_PAGES.test(path);
}
