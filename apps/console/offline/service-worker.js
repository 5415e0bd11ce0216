/* The console, for when the server is away. Holds its files and no answer of the api; those are in IndexedDB. */
const FILES = self.__FILES__;
const SHELF = `console-${self.__BUILD__}`;
/** A server that takes longer for its page is as good as away. */
const PATIENCE_MS = 4_000;

/** The api gives the page only to who asks for one. */
const PAGE = new Request('/', { headers: { accept: 'text/html' } });
const put = async () => (await caches.open(SHELF)).addAll([PAGE, ...FILES]);
const sweep = async () => {
  for (const name of await caches.keys()) if (name !== SHELF) await caches.delete(name);
  await self.clients.claim();
};

/** The server's page when it answers, so that a new console is had at once; else the one that is kept. */
async function page(request) {
  const kept = () => caches.match('/', { cacheName: SHELF });
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return response.status < 500 ? response : ((await kept()) ?? response);
  } catch (error) {
    const found = await kept();
    if (found) return found;
    throw error;
  }
}

/** Their names change with what is in them. */
const file = async (request) => (await caches.match(request)) ?? fetch(request);

const NOT_PAGES = /^\/(api|docs|docs-json|docs-yaml|health|metrics|admin)(\/|$)/;

self.addEventListener('install', (event) => event.waitUntil(put()));
self.addEventListener('activate', (event) => event.waitUntil(sweep()));
self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== 'GET' || origin !== self.location.origin || NOT_PAGES.test(pathname)) return;
  if (event.request.mode === 'navigate') event.respondWith(page(event.request));
  else if (pathname.startsWith('/assets/')) event.respondWith(file(event.request));
});
