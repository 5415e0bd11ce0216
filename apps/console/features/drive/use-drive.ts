import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref, watch } from 'vue';
import type { DriveBookView, DriveFileView } from '#contracts/drive.js';
import { accountLive, onAccountEvents } from '../../api/session/account-events.js';
import { getConnection, listDriveBooks, listDriveFiles } from './drive-api.js';
import { user } from '../../api/session/session.js';
import { throttled } from '../../ui/composables/throttled.js';

const ROOT = ['drive'];
const ASK_EVERY_MS = 1_000;

export const connectionKey = [...ROOT, 'connection'];

/** Whether Drive can be used here, and with which account. */
export const useConnection = () =>
  useQuery({
    queryKey: connectionKey,
    queryFn: getConnection,
    staleTime: 30_000,
    // An admin looks at others' books, and has no Drive here.
    enabled: computed(() => user.value?.role === 'author'),
  });

/** The author's books, with how much of each is in Drive. */
export function useDriveBooks(enabled: Ref<boolean>) {
  const books = useInfiniteQuery({
    queryKey: [...ROOT, 'books'],
    queryFn: ({ pageParam }) => listDriveBooks(pageParam || undefined),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled,
  });
  return { books, items: computed(() => books.data.value?.pages.flatMap(({ items }) => items) ?? []) };
}

/** One of the author's books, wherever in the list it is. */
export const useDriveBook = (bookId: Ref<string>, enabled: Ref<boolean>) =>
  useQuery({
    queryKey: computed(() => [...ROOT, 'book', bookId.value]),
    queryFn: () => findBook(bookId.value),
    enabled,
  });

async function findBook(bookId: string): Promise<DriveBookView | null> {
  for (let cursor: string | undefined; ;) {
    const page = await listDriveBooks(cursor);
    const found = page.items.find((each) => each.bookId === bookId);
    if (found || !page.nextCursor) return found ?? null;
    cursor = page.nextCursor;
  }
}

/** All files of one book. */
export const useDriveFiles = (bookId: Ref<string>, enabled: Ref<boolean>) =>
  useQuery({
    queryKey: computed(() => [...ROOT, 'files', bookId.value]),
    queryFn: () => allFiles(bookId.value),
    enabled,
  });

async function allFiles(bookId: string): Promise<DriveFileView[]> {
  const files: DriveFileView[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await listDriveFiles(bookId, cursor);
    files.push(...page.items);
    if (!page.nextCursor) return files;
    cursor = page.nextCursor;
  }
}

/** Asks again when something of Drive changed, and when the event stream is connected again: events in the meantime were missed. */
export function useFreshDrive(): () => void {
  const client = useQueryClient();
  const refresh = throttled(() => void client.invalidateQueries({ queryKey: ROOT }), ASK_EVERY_MS);
  onAccountEvents((events) => {
    if (events.some(({ type }) => type.startsWith('drive.') || type === 'job.state')) refresh();
  });
  watch(accountLive, (now, before) => {
    if (now === 'live' && before === 'lost') refresh();
  });
  return refresh;
}
