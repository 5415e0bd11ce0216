import { capitalised, pluralOf } from './nouns.js';
import type { SeededRandom } from './seeded-random.js';

/** One plate of a book that tells no story. */
export interface Plate {
  caption: string;
  prompt: string;
  /** The caption in one word. */
  word: string;
}

/** `{1}` and `{2}` are plural nouns. Each is a plate of its own; grown readers get calm words rather than a story. */
const MANDALA = [
  'A wheel of {1} and {2}',
  'Rings of {1}',
  'A circle of {1} around {2}',
  'A quiet garden of {1}',
  '{1} and {2} in a round dance',
  'A slow spiral of {1}',
  'Twelve {1} in a ring',
  '{1} among {2}',
  'A crown of {1}',
  'A round window of {1} and {2}',
  'A star made of {1}',
  'Petals, dots, and {1}',
  'A calm sea of {1} and {2}',
  '{1} at rest',
];
const PATTERN = [
  '{1} in rows',
  '{1} and {2} side by side',
  'A patchwork of {1}',
  '{1} and {2}, over and over',
  'A tumble of {1}',
  '{1} from edge to edge',
  'Stripes of {1} and {2}',
  'A net of {1}',
  '{1} and {2} at play',
  '{1} by the dozen',
  'A curtain of {1}',
  '{1} scattered like stars',
  'A meadow full of {1}',
  '{1} woven with {2}',
];
const SCENE = [
  '{1} in the morning light',
  '{1} and {2} in the shade',
  'A quiet hour with {1}',
  '{1} under a wide sky',
  '{1} among the leaves',
  '{1} and {2} by the water',
  'Evening with {1}',
  '{1} at rest',
  '{1} in the wind',
  '{1} beside an old wall',
  'First light on {1}',
  '{1} and {2} after the rain',
  '{1} at the edge of the path',
  'A slow afternoon with {1}',
];

const TEMPLATES = { mandala: MANDALA, pattern: PATTERN, scene: SCENE } as const;
const SHOW = { mandala: 'mandala of', pattern: 'repeating pattern of', scene: 'calm scene with' } as const;

/** As many plates as pages, all different while the nouns last: 14 forms × each ordered pair of nouns. */
export function platesOf(
  style: keyof typeof TEMPLATES,
  nouns: readonly string[],
  pages: number,
  random: SeededRandom,
): Plate[] {
  const order = random.shuffled(nouns);
  const forms = random.shuffled(TEMPLATES[style]);
  const noun = (at: number): string => order[at % order.length] ?? 'flower';
  return Array.from({ length: pages }, (_, page) => {
    const round = Math.floor(page / order.length);
    const first = noun(page);
    const second = noun(page + 1 + (round % Math.max(1, order.length - 1)));
    const form = forms[(page + round) % forms.length] ?? '{1}';
    const words = capitalised(form.replaceAll('{1}', pluralOf(first)).replaceAll('{2}', pluralOf(second)));
    const seen = form.includes('{2}') ? `${pluralOf(first)} and ${pluralOf(second)}` : pluralOf(first);
    return {
      caption: `${words}.`,
      prompt: `${SHOW[style]} ${seen}`,
      word: `${capitalised(pluralOf(first).split(' ').at(-1) ?? '')}.`,
    };
  });
}
