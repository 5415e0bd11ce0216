import type { PicturePart, PrintedFile } from '#contracts/files.js';
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
import { kept } from './offline/kept-views.js';
import { request, requestJson } from './session/request.js';

export const listBooks = (cursor?: string): Promise<Listing<BookView>> =>
  kept(
    `books ${cursor ?? ''}`,
    () => requestJson('GET', `/api/books?limit=24${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`),
    true,
  );
export const getBook = (id: string): Promise<BookView> =>
  kept(`book ${id}`, () => requestJson('GET', `/api/books/${id}`), true);
export const createBook = (form: CreateBook, key: string): Promise<BookView> =>
  requestJson('POST', '/api/books', { body: form, key });
export const patchBook = (book: BookView, patch: PatchBook): Promise<BookView> =>
  requestJson('PATCH', `/api/books/${book.id}`, { body: patch, version: book.version });
export const duplicateBook = (id: string, key: string): Promise<BookView> =>
  requestJson('POST', `/api/books/${id}/duplicate`, { key });

/** Books with these words in title, theme, characters or pages; only the server knows all of them. */
export const searchBooks = (text: string, cursor?: string): Promise<Listing<BookView>> =>
  requestJson('GET', `/api/books?${new URLSearchParams({ limit: '24', text, ...(cursor ? { cursor } : {}) })}`);

/** To the trash. With a job at work it is refused, unless that is to be cancelled. */
export const removeBook = (id: string, cancelJobs = false): Promise<void> =>
  requestJson('DELETE', `/api/books/${id}${cancelJobs ? '?cancelJobs=true' : ''}`);
export const listTrash = (cursor?: string): Promise<Listing<TrashedBook>> =>
  requestJson('GET', `/api/books/trash?limit=24${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
export const restoreBook = (id: string): Promise<BookView> => requestJson('POST', `/api/books/${id}/restore`);
/** There is no undo. */
export const purgeBook = (id: string): Promise<void> => requestJson('DELETE', `/api/books/trash/${id}`);

export const listPages = (id: string): Promise<PageView[]> =>
  kept(
    `pages ${id}`,
    async () => (await requestJson<{ items: PageView[] }>('GET', `/api/books/${id}/pages`)).items,
    true,
  );
export const patchPage = (id: string, page: PageView, patch: PatchPage): Promise<PageView> =>
  requestJson('PATCH', `/api/books/${id}/pages/${page.number}`, { body: patch, version: page.version });

/** Without the server a drawing may come in the width in which it was last looked at. */
export async function getArt(id: string, page: number, version: number, width: number): Promise<Blob> {
  const path = `/api/books/${id}/pages/${page}/art.png?width=${width}${version ? `&version=${version}` : ''}`;
  return kept(`art ${id} ${page} ${version}`, async () => (await request('GET', path)).blob());
}

/** A page of a finished file; named by the file's content, so that it is as good as new when the server is away. */
export const getFilePicture = (
  { id, sha256 }: PrintedFile,
  page: number,
  part: PicturePart,
  width: number,
): Promise<Blob> =>
  kept(`picture ${sha256} ${page} ${part} ${width}`, async () =>
    (await request('GET', `/api/artifacts/${id}/pages/${page}/picture.png?part=${part}&width=${width}`)).blob(),
  );

export const getVectorArt = async (id: string, page: number, version: number): Promise<string> =>
  (await request('GET', `/api/books/${id}/pages/${page}/art.svg?version=${version}`)).text();
export const touchUpPage = (id: string, page: PageView, strokes: TouchUp): Promise<PageView> =>
  requestJson('POST', `/api/books/${id}/pages/${page.number}/touch-up`, { body: strokes, version: page.version });

/** One file's report, as the print room writes it. */
export interface PreflightFinding {
  rule: string;
  severity: 'error' | 'warning';
  page: number | null;
  /** Points, from the lower left corner of the sheet. */
  box?: { x: number; y: number; width: number; height: number };
  found: string;
  needed: string;
  mend: string;
  source: string;
}
export interface PreflightPart {
  ok: boolean;
  pageCount: number;
  bytes: number;
  checkedRules: string[];
  findings: PreflightFinding[];
  more: number;
}
export interface Preflight {
  ok: boolean;
  interior: PreflightPart | null;
  cover: PreflightPart | null;
}
export const getPreflight = (id: string): Promise<Preflight> => requestJson('GET', `/api/books/${id}/preflight`);
export const getAiRequest = (id: string, page: number | null): Promise<AiRequest> =>
  requestJson('GET', `/api/books/${id}/ai-request${page === null ? '' : `?page=${page}`}`);
export const getPreview = (id: string): Promise<BookPreview> => requestJson('GET', `/api/books/${id}/preview`);
export const getEstimate = (pages: number, provider: string): Promise<BookEstimate> =>
  requestJson('GET', `/api/estimates?pages=${pages}${provider ? `&provider=${provider}` : ''}`);
