import { dataOf } from '#client/api-client.js';
import type { PicturePart, PrintedFile } from '#contracts/files.js';
import type { Provider } from '#contracts/book.js';
import type { PreflightView } from '#contracts/preflight.js';
import type { BookEstimate } from '#contracts/estimate.js';
import type {
  AiRequest,
  BookPreview,
  CreateBook,
  PageView,
  PatchPage,
  PatchBook,
  BookView,
  TrashedBook,
} from '#contracts/books.js';
import type { TouchUp } from '#contracts/touch-up.js';
import type { Listing } from '#contracts/pagination.js';
import { cached } from './offline/cached-views.js';
import { api, byId, onVersion, withKey } from './session/request.js';

export type { PreflightFinding, PreflightView as Preflight } from '#contracts/preflight.js';

const LIMIT = 24;
const ofPage = (id: string, number: number) => ({ path: { id, number } });

export const listBooks = (cursor?: string): Promise<Listing<BookView>> =>
  cached(
    `books ${cursor ?? ''}`,
    () => dataOf(api.GET('/api/books', { params: { query: { limit: LIMIT, cursor } } })),
    true,
  );
export const getBook = (id: string): Promise<BookView> =>
  cached(`book ${id}`, () => dataOf(api.GET('/api/books/{id}', { params: byId(id) })), true);
export const createBook = (form: CreateBook, key: string): Promise<BookView> =>
  dataOf(api.POST('/api/books', { body: form, params: withKey(key) }));
export const patchBook = ({ id, version }: BookView, patch: PatchBook): Promise<BookView> =>
  dataOf(api.PATCH('/api/books/{id}', { body: patch, params: { ...byId(id), ...onVersion(version) } }));
export const duplicateBook = (id: string, key: string): Promise<BookView> =>
  dataOf(api.POST('/api/books/{id}/duplicate', { params: { ...byId(id), ...withKey(key) } }));

/** Books with these words in title, theme, characters or pages; only the server knows all of them. */
export const searchBooks = (text: string, cursor?: string): Promise<Listing<BookView>> =>
  dataOf(api.GET('/api/books', { params: { query: { limit: LIMIT, text, cursor } } }));

/** To the trash. With a job at work it is refused, unless that is to be canceled. */
export const removeBook = async (id: string, cancelJobs = false): Promise<void> =>
  void (await api.DELETE('/api/books/{id}', {
    params: { ...byId(id), query: cancelJobs ? { cancelJobs: 'true' } : {} },
  }));
export const listTrash = (cursor?: string): Promise<Listing<TrashedBook>> =>
  dataOf(api.GET('/api/books/trash', { params: { query: { limit: LIMIT, cursor } } }));
export const restoreBook = (id: string): Promise<BookView> =>
  dataOf(api.POST('/api/books/{id}/restore', { params: byId(id) }));
/** There is no undo. */
export const purgeBook = async (id: string): Promise<void> =>
  void (await api.DELETE('/api/books/trash/{id}', { params: byId(id) }));

export const listPages = (id: string): Promise<PageView[]> =>
  cached(`pages ${id}`, async () => (await dataOf(api.GET('/api/books/{id}/pages', { params: byId(id) }))).items, true);
export const patchPage = (id: string, { number, version }: PageView, patch: PatchPage): Promise<PageView> =>
  dataOf(
    api.PATCH('/api/books/{id}/pages/{number}', {
      body: patch,
      params: { ...ofPage(id, number), ...onVersion(version) },
    }),
  );

/** Without the server a drawing may come in the width in which it was last looked at. */
export async function getArt(id: string, page: number, version: number, width: number): Promise<Blob> {
  const params = { ...ofPage(id, page), query: { width, version: version || undefined } };
  const load = () => dataOf(api.GET('/api/books/{id}/pages/{number}/art.png', { params, parseAs: 'blob' }));
  return cached(`art ${id} ${page} ${version}`, load);
}

/** A page of a finished file; named by the file's content, so that it is as good as new when the server is away. */
export const getFilePicture = (
  { id, sha256 }: PrintedFile,
  page: number,
  part: PicturePart,
  width: number,
): Promise<Blob> =>
  cached(`picture ${sha256} ${page} ${part} ${width}`, () => {
    const params = { ...ofPage(id, page), query: { part, width } };
    return dataOf(api.GET('/api/artifacts/{id}/pages/{number}/picture.png', { params, parseAs: 'blob' }));
  });

export const getVectorArt = (id: string, page: number, version: number): Promise<string> =>
  dataOf(
    api.GET('/api/books/{id}/pages/{number}/art.svg', {
      params: { ...ofPage(id, page), query: { version } },
      parseAs: 'text',
    }),
  );
export const touchUpPage = (id: string, { number, version }: PageView, strokes: TouchUp): Promise<PageView> =>
  dataOf(
    api.POST('/api/books/{id}/pages/{number}/touch-up', {
      body: strokes,
      params: { ...ofPage(id, number), ...onVersion(version) },
    }),
  );

/** The reports on the book's files. */
export const getPreflight = (id: string): Promise<PreflightView> =>
  dataOf(api.GET('/api/books/{id}/preflight', { params: byId(id) }));
export const getAiRequest = (id: string, page: number | null): Promise<AiRequest> =>
  dataOf(api.GET('/api/books/{id}/ai-request', { params: { ...byId(id), query: { page: page ?? undefined } } }));
export const getPreview = (id: string): Promise<BookPreview> =>
  dataOf(api.GET('/api/books/{id}/preview', { params: byId(id) }));
export const getEstimate = (pages: number, provider: Provider | ''): Promise<BookEstimate> =>
  dataOf(api.GET('/api/estimates', { params: { query: { pages, provider: provider || undefined } } }));
