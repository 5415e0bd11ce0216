import { computed, type ComputedRef } from 'vue';
import { useRoute } from 'vue-router';

/**
 * The link that the page belongs to: the longest one that begins its path. `/support/jobs/7` belongs to `/support`,
 * `/support/failures` does not; `/` also stands for the books.
 */
export function currentLink<L extends { to: string }>(path: string, links: readonly L[]): L | undefined {
  return links
    .filter(({ to }) => path === to || path.startsWith(to === '/' ? '/books' : `${to}/`))
    .sort((a, b) => b.to.length - a.to.length)[0];
}

export function useCurrentLink<L extends { to: string }>(links: () => readonly L[]): ComputedRef<L | undefined> {
  const route = useRoute();
  return computed(() => currentLink(route.path, links()));
}
