import { onMounted, onScopeDispose, ref, shallowRef } from 'vue';
import type { PageView } from '#contracts/books.js';
import { getVectorArt } from '../../api/books.js';

/** The page's drawing as vectors, sharp at any zoom, with its size in points. */
export function useVectorArt(bookId: string, page: PageView) {
  const art = shallowRef<{ url: string; width: number; height: number } | null>(null);
  const failed = ref(false);
  onMounted(async () => {
    try {
      const svg = await getVectorArt(bookId, page.number, page.current);
      const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
      const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
      art.value = { url, width: Number(width), height: Number(height) };
    } catch {
      failed.value = true;
    }
  });
  onScopeDispose(() => art.value && URL.revokeObjectURL(art.value.url));
  return { art, failed };
}
