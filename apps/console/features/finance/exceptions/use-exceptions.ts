import { keepPreviousData, useInfiniteQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { ExceptionFilter } from '#contracts/finance.js';
import { listItems } from '../../../api/finance.js';
import { financeKey } from '../use-finance.js';

/** Exceptions by a filter, slice by slice. */
export function useItems(filter: Ref<ExceptionFilter>) {
  const list = useInfiniteQuery({
    queryKey: computed(() => [...financeKey, 'items', filter.value]),
    queryFn: ({ pageParam }) => listItems(filter.value, pageParam || undefined),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const items = computed(() => list.data.value?.pages.flatMap((page) => page.items) ?? []);
  return { list, items };
}
