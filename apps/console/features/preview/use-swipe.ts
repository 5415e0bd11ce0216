/** Pixels that a finger moves before it means something. */
const FAR = 40;

/** Leafs when a finger or pen is drawn sideways: to the left goes on, to the right goes back. */
export function useSwipe(leaf: (by: number) => void) {
  let from: { x: number; y: number; id: number } | null = null;
  return {
    pointerdown: ({ pointerId: id, clientX: x, clientY: y, isPrimary, pointerType }: PointerEvent): void => {
      from = isPrimary && pointerType !== 'mouse' ? { x, y, id } : null;
    },
    pointerup: ({ pointerId, clientX, clientY }: PointerEvent): void => {
      if (from?.id !== pointerId) return;
      const [x, y] = [clientX - from.x, clientY - from.y];
      from = null;
      if (Math.abs(x) > FAR && Math.abs(x) > 1.5 * Math.abs(y)) leaf(x < 0 ? 1 : -1);
    },
    pointercancel: (): void => void (from = null),
  };
}
