import { keepPreviousData, useInfiniteQuery } from '@tanstack/vue-query';
import { computed, ref, type Ref, watch } from 'vue';
import type { ItemFilter } from '#contracts/finance.js';
import { listItems } from '../../api/finance.js';
import { user } from '../../api/session.js';
import { financeKey } from './use-finance.js';

/** Exceptions by a filter, slice by slice, and the colleagues who have been seen to own some of them in this visit. */
export function useItems(filter: Ref<ItemFilter>) {
  const list = useInfiniteQuery({
    queryKey: computed(() => [...financeKey, 'items', filter.value]),
    queryFn: ({ pageParam }) => listItems(filter.value, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const items = computed(() => list.data.value?.pages.flatMap((page) => page.items) ?? []);
  const seen = ref(new Map<string, string>());
  watch(items, (now) => {
    for (const { owner } of now) if (owner && owner.id !== user.value?.id) seen.value.set(owner.id, owner.name);
  }, { immediate: true }); // prettier-ignore
  const owners = computed(() => [...seen.value].map(([id, name]) => ({ id, name })));
  return { list, items, owners };
}
