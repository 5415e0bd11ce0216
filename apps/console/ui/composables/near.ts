import { useIntersectionObserver } from '@vueuse/core';
import { ref, type Ref } from 'vue';

/** True from when the element first comes within 300 pixels of the screen. */
export function useNear(frame: Ref<HTMLElement | undefined>, eager = false): Ref<boolean> {
  const near = ref(eager);
  const { stop } = useIntersectionObserver(
    frame,
    (seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      near.value = true;
      stop();
    },
    { rootMargin: '300px' },
  );
  return near;
}
