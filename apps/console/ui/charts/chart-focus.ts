import { computed, type ComputedRef, ref, type Ref } from 'vue';

const HORIZONTAL: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
const BOTH: Record<string, number> = { ...HORIZONTAL, ArrowDown: 1, ArrowUp: -1 };

/** Where a key leads among so many marks; undefined for a key that is not for walking. */
export function markAfter(key: string, index: number, count: number, keys: 'horizontal' | 'both'): number | undefined {
  const by = (keys === 'both' ? BOTH : HORIZONTAL)[key];
  return by === undefined ? undefined : Math.max(0, Math.min(count - 1, index + by));
}

/**
 * Walks a chart by keyboard: one mark is in the tab order, and the arrow keys, Home and End go from mark to mark in the order
 * of `marks`. The mark with the focus or under the pointer is `shown`. Spread `markAttributes` over each mark, a button inside
 * an element of role group. Not reka-ui's RovingFocusGroup: it goes by the order in the page, a timeline goes by time.
 */
export function useChartFocus(
  marks: () => readonly string[],
  keys: 'horizontal' | 'both' = 'horizontal',
): {
  shown: Ref<string | undefined>;
  tabStop: ComputedRef<string | undefined>;
  markAttributes: (mark: string) => Record<string, unknown>;
} {
  const shown = ref<string>();
  const tabStop = computed(() => (shown.value && marks().includes(shown.value) ? shown.value : marks()[0]));

  function walk(event: KeyboardEvent, mark: string): void {
    const to = markAfter(event.key, marks().indexOf(mark), marks().length, keys);
    if (to === undefined) return;
    event.preventDefault();
    const group = event.currentTarget instanceof Element ? event.currentTarget.closest('[role=group]') : null;
    group?.querySelector<HTMLElement>(`[data-mark="${CSS.escape(marks()[to] ?? '')}"]`)?.focus();
  }
  const show = (mark: string): void => void (shown.value = mark);
  const markAttributes = (mark: string) => ({
    'data-mark': mark,
    tabindex: mark === tabStop.value ? 0 : -1,
    onFocus: () => show(mark),
    onMouseenter: () => show(mark),
    onKeydown: (event: KeyboardEvent) => walk(event, mark),
  });
  return { shown, tabStop, markAttributes };
}
