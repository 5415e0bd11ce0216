import { computed, ref, shallowRef } from 'vue';
import { MAX_POINTS, MAX_STROKES, type Stroke } from '#contracts/touch-up.js';

/** Points nearer than this to the one before are left out: a finger trembles. */
const STEP = 0.4;

export const round = (value: number): number => Math.round(value * 10) / 10;

/** Whether a point is far enough from a stroke's last one to be worth keeping. */
export function isNews({ points }: Stroke, x: number, y: number): boolean {
  const [lastX = Infinity, lastY = Infinity] = points.slice(-2);
  return Math.hypot(x - lastX, y - lastY) >= STEP;
}

/** What was drawn so far, with its undo and redo. */
export function useStrokes() {
  const strokes = shallowRef<Stroke[]>([]);
  const undone = shallowRef<Stroke[]>([]);
  const points = computed(() => strokes.value.reduce((sum, stroke) => sum + stroke.points.length / 2, 0));
  const full = computed(() => strokes.value.length >= MAX_STROKES || points.value >= MAX_POINTS * 0.95);
  const tool = ref<Stroke['tool'] | 'hand'>('brush');

  return {
    strokes,
    full,
    tool,
    canUndo: computed(() => strokes.value.length > 0),
    canRedo: computed(() => undone.value.length > 0),
    add(stroke: Stroke): void {
      strokes.value = [...strokes.value, stroke];
      undone.value = [];
    },
    undo(): void {
      const last = strokes.value.at(-1);
      if (!last) return;
      strokes.value = strokes.value.slice(0, -1);
      undone.value = [...undone.value, last];
    },
    redo(): void {
      const last = undone.value.at(-1);
      if (!last) return;
      undone.value = undone.value.slice(0, -1);
      strokes.value = [...strokes.value, last];
    },
    clear(): void {
      strokes.value = [];
      undone.value = [];
    },
  };
}
export type Strokes = ReturnType<typeof useStrokes>;
