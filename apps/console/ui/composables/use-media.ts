import { onScopeDispose, ref, type Ref } from 'vue';

/** Whether the screen fits a media query now. */
export function useMedia(query: string): Ref<boolean> {
  const list = matchMedia(query);
  const fits = ref(list.matches);
  const follow = (): void => void (fits.value = list.matches);
  list.addEventListener('change', follow);
  onScopeDispose(() => list.removeEventListener('change', follow));
  return fits;
}
