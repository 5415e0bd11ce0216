import { z } from 'zod';
import { cyclicAt } from '#contracts/items.js';
import { chanceFrom } from './scene-drawing.js';

/** The parts of JSON Schema that structured outputs use. */
export const jsonSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  get properties() {
    return z.record(z.string(), jsonSchema).optional();
  },
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  get items() {
    return jsonSchema.optional();
  },
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  get anyOf() {
    return z.array(jsonSchema).optional();
  },
  minItems: z.number().optional(),
  minimum: z.number().optional(),
  $ref: z.string().optional(),
  get $defs() {
    return z.record(z.string(), jsonSchema).optional();
  },
});
export type JsonSchema = z.infer<typeof jsonSchema>;

/** What the request asks for in words: pages from–to and the words of a page. */
export interface StoryRequest {
  from: number;
  to: number;
  words: number;
  /** Parts of an outline. */
  sections: number;
}

/** Extracts the requested pages and words from the prompt. */
export function readStoryRequest(prompt: string): StoryRequest {
  const range = /pages? (\d+) to (\d+)/i.exec(prompt);
  return {
    from: Number(range?.[1] ?? 1),
    to: Number(range?.[2] ?? 1),
    words: /without text/i.test(prompt) ? 0 : Number(/at most (\d+) words/i.exec(prompt)?.[1] ?? 20),
    sections: Number(/exactly (\d+) sections/i.exec(prompt)?.[1] ?? 2),
  };
}

const ACTIONS = [
  'looked for',
  'found',
  'carried',
  'painted',
  'shared',
  'hid behind',
  'talked about',
  'laughed at',
  'dreamed of',
  'ran around',
  'sang to',
  'waved at',
];
const THINGS = [
  'the red kite',
  'the old map',
  'the round drum',
  'the tall tree',
  'the little boat',
  'the big cake',
  'the shiny bell',
  'the soft moss',
  'the blue door',
  'the tiny snail',
  'the warm soup',
  'the long ladder',
  'the quiet pond',
];
const ENDS = [
  'in the morning',
  'before lunch',
  'after the rain',
  'near the bridge',
  'with a smile',
  'for a long time',
  'once again',
  'under the moon',
  'by the gate',
];

/** A plausible value for the schema; page numbers, counts and lengths follow the request. Always valid for the schema. */
export function valueFor(schema: JsonSchema, prompt: string): unknown {
  return new Filler(schema, readStoryRequest(prompt), Math.floor(chanceFrom(prompt)() * 100)).fill(schema, 'root', 0);
}

class Filler {
  constructor(
    private readonly root: JsonSchema,
    private readonly wish: StoryRequest,
    private readonly start: number,
  ) {}

  fill(schema: JsonSchema, name: string, index: number): unknown {
    if (schema.$ref) return this.fill(this.root.$defs?.[schema.$ref.split('/').at(-1) ?? ''] ?? {}, name, index);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return schema.enum[index % schema.enum.length];
    if (schema.anyOf) return this.fill(schema.anyOf[0] ?? {}, name, index);
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
    switch (type) {
      case 'object':
        return Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, this.fill(inner, key, index)]),
        );
      case 'array':
        return Array.from({ length: this.count(name, schema) }, (_, at) => this.fill(schema.items ?? {}, name, at));
      case 'integer':
      case 'number':
        return Math.max(schema.minimum ?? 0, this.wish.from + index);
      case 'boolean':
        return false;
      case 'null':
        return null;
      default:
        return this.words(name, index);
    }
  }

  private count(name: string, schema: JsonSchema): number {
    if (name === 'sections') return this.wish.sections;
    if (name === 'pages') return this.wish.to - this.wish.from + 1;
    return Math.max(schema.minItems ?? 0, 2);
  }

  private words(name: string, index: number): string {
    const page = this.wish.from + index;
    const named = cyclicAt(['Mia', 'Otto'], index);
    switch (name) {
      case 'title':
        return 'Mia and the Long Way Home';
      case 'subtitle':
        return 'A story to color';
      case 'blurb':
        return 'Mia the fox and Otto the owl set out to find something that was lost, and find more than they looked for.';
      case 'moral':
        return 'Friends make every road shorter.';
      case 'name':
        return named;
      case 'kind':
        return cyclicAt(['fox', 'owl'], index);
      case 'description':
        return `${named} is small and round, with a striped scarf and big eyes.`;
      case 'text':
        return this.text(page);
      default:
        return `Mia the fox and Otto the owl with ${this.one(THINGS, page)}, scene ${page}`;
    }
  }

  /** Whole sentences within the requested length; a very short page has a word or two. */
  private text(page: number): string {
    const { words } = this.wish;
    if (words === 0) return '';
    if (words < 7)
      return (
        ['Look!', 'Hello!', 'Come along!', 'Oh!', 'Hooray!'].filter((each) => each.split(' ').length <= words)[
          page % 3
        ] ?? 'Look!'
      );
    const first = `${page % 2 === 0 ? 'Otto' : 'Mia'} ${this.one(ACTIONS, page)} ${this.one(THINGS, page * 5 + Math.floor(page / 13))}.`;
    const second = `Then they went on ${this.one(ENDS, page)}, and it was page ${page}.`;
    return `${first} ${second}`.split(' ').length <= words ? `${first} ${second}` : first;
  }

  private one(items: readonly string[], page: number): string {
    return cyclicAt(items, page + this.start);
  }
}
