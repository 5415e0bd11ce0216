import { z } from 'zod';
import { isOneOf } from './known-values.js';
import { text } from './text.js';

export const AGE_RANGES = ['2-4', '4-8', '8-12', 'adult'] as const;
export const ageRange = z.enum(AGE_RANGES).meta({ description: 'Readers; sets line weight and density' });
export type AgeRange = z.infer<typeof ageRange>;

export const ART_STYLES = ['scene', 'mandala', 'pattern'] as const;
export const artStyle = z.enum(ART_STYLES);
export type ArtStyle = z.infer<typeof artStyle>;

export const LINE_WEIGHTS = ['thin', 'medium', 'thick'] as const;
export const lineWeight = z.enum(LINE_WEIGHTS);
export type LineWeight = z.infer<typeof lineWeight>;

export const PROVIDERS = ['built-in', 'openai'] as const;
export const provider = z.enum(PROVIDERS);
export type Provider = z.infer<typeof provider>;

export const STORY_TEMPLATES = ['adventure', 'friendship', 'fantasy'] as const;
export const storyTemplate = z.enum(STORY_TEMPLATES);
export type StoryTemplate = z.infer<typeof storyTemplate>;

/** Trim sizes in inches, width × height, as KDP lists them for paperbacks (PRINT rules). */
export const TRIM_SIZES = [
  '5x8',
  '5.06x7.81',
  '5.25x8',
  '5.5x8.5',
  '6x9',
  '6.14x9.21',
  '6.69x9.61',
  '7x10',
  '7.44x9.69',
  '7.5x9.25',
  '8x10',
  '8.25x6',
  '8.25x8.25',
  '8.5x8.5',
  '8.5x11',
  '8.27x11.69',
] as const;

/** Custom trims that KDP takes: width 4–8.5 in, height 6–11.69 in. A square of 6 in lies inside. */
export const CUSTOM_TRIM = { minWidth: 4, maxWidth: 8.5, minHeight: 6, maxHeight: 11.69 } as const;

/** `"8.5x11"` → `{ width: 8.5, height: 11 }` in inches; null when it is no trim that can be printed. */
export function parseTrim(trim: string): { width: number; height: number } | null {
  const match = /^(\d{1,2}(?:\.\d{1,3})?)x(\d{1,2}(?:\.\d{1,3})?)$/.exec(trim);
  if (!match) return null;
  const width = Number(match[1]);
  const height = Number(match[2]);
  if (isOneOf(TRIM_SIZES, trim)) return { width, height };
  const fits =
    width >= CUSTOM_TRIM.minWidth &&
    width <= CUSTOM_TRIM.maxWidth &&
    height >= CUSTOM_TRIM.minHeight &&
    height <= CUSTOM_TRIM.maxHeight;
  return fits ? { width, height } : null;
}

export const trimSize = z
  .string()
  .max(16)
  .refine((value) => parseTrim(value) !== null, {
    message: `must be WIDTHxHEIGHT in inches: one of ${TRIM_SIZES.join(', ')}, or a custom size from 4x6 to 8.5x11.69`,
  })
  .meta({ description: 'Width × height in inches, e.g. "8.5x11"', example: '8.5x11' });

export const PAPERS = ['black-on-white', 'black-on-cream', 'premium-color', 'standard-color'] as const;
export const paper = z.enum(PAPERS);
export type Paper = z.infer<typeof paper>;

export const printSettings = z.strictObject({
  trim: trimSize.default('8.5x11'),
  bleed: z.boolean().default(false).meta({ description: 'Pages with 0.125 in bleed on the outer edges' }),
  paper: paper.default('black-on-white'),
  singleSided: z.boolean().default(true).meta({ description: 'Blank (or story) backs, so that markers do not show' }),
  storyPages: z
    .boolean()
    .default(true)
    .meta({ description: 'One facing story page per art page, where there is a story' }),
  pageNumbers: z.boolean().default(false),
  titlePage: z.boolean().default(true),
  copyrightPage: z.boolean().default(true),
  belongsToPage: z.boolean().default(true),
  watermark: z.boolean().default(false),
});
export type PrintSettings = z.infer<typeof printSettings>;

/** Some of the settings; unlike `printSettings.partial()`, what is left out stays out (zod 4 would put the default in). */
export const printPatch = z.strictObject({
  trim: printSettings.shape.trim.unwrap().optional(),
  bleed: z.boolean().optional(),
  paper: paper.optional(),
  singleSided: z.boolean().optional(),
  storyPages: z.boolean().optional(),
  pageNumbers: z.boolean().optional(),
  titlePage: z.boolean().optional(),
  copyrightPage: z.boolean().optional(),
  belongsToPage: z.boolean().optional(),
  watermark: z.boolean().optional(),
} satisfies Record<keyof PrintSettings, z.ZodType>);

/** Art pages of one book; the interior has about twice as many leaves' sides. KDP's limit on those is preflight's. */
export const MAX_ART_PAGES = 400;

const PAGES_RANGE = `must be from 1 to ${MAX_ART_PAGES}`;

export const PLOT_POINTS = ['setup', 'conflict', 'climax', 'resolution'] as const;
export type PlotPoint = (typeof PLOT_POINTS)[number];

/** The author's own plot. The storyteller fills in what is missing. */
export const plot = z
  .strictObject({
    setup: text(1, 300).optional().meta({ description: 'Who they are, and what they want' }),
    conflict: text(1, 300).optional().meta({ description: 'What gets in their way' }),
    climax: text(1, 300).optional().meta({ description: 'The most exciting moment, when it turns' }),
    resolution: text(1, 300).optional().meta({ description: 'How it ends' }),
  } satisfies Record<PlotPoint, z.ZodType>)
  .meta({ description: 'Plot points, in the author’s words' });
export type Plot = z.infer<typeof plot>;

export const storyForm = z.strictObject({
  theme: text(1, 400).meta({ description: 'What the book is about', example: 'forest animals have a tea party' }),
  title: text(1, 120).optional(),
  author: text(1, 80).optional(),
  characters: z.array(text(1, 120)).max(12).default([]),
  age: ageRange.default('4-8'),
  pages: z
    .int('must be a whole number')
    .min(1, PAGES_RANGE)
    .max(MAX_ART_PAGES, PAGES_RANGE)
    .default(24)
    .meta({ description: 'Art pages, one drawing each' }),
  wordsPerPage: z.int().min(0).max(120).default(20).meta({ description: '0 makes a book without story text' }),
  style: artStyle.default('scene'),
  lineWeight: lineWeight.optional().meta({ description: 'Left out: chosen by age' }),
  template: storyTemplate.optional(),
  plot: plot.optional(),
  moral: text(1, 200).optional(),
  instructions: text(1, 1000).optional(),
  provider: provider.optional().meta({ description: 'Left out: the deployment’s default' }),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional()
    .meta({ description: 'Same form and seed give the same book (built-in artist)' }),
});
export type StoryForm = z.infer<typeof storyForm>;
