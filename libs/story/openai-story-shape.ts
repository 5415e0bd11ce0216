import { z } from 'zod';

/** The shapes that the model must answer in. Strict structured outputs know no lengths, so those are checked afterwards. */
const page = z.object({
  number: z.number().int().describe('Page number'),
  text: z.string().describe('The page’s story text; empty in a book without text'),
  prompt: z
    .string()
    .describe('What is to be seen, for the illustrator: who by name, doing what, where, with which things'),
});

const head = z.object({
  title: z.string(),
  subtitle: z.string(),
  blurb: z.string().describe('A paragraph for the back cover'),
  moral: z.string().describe('One sentence'),
  characters: z.array(
    z.object({
      name: z.string(),
      kind: z.string().describe('One English noun that can be drawn, such as fox or girl'),
      description: z.string().describe('Looks that stay the same on every page: shape, clothes, marks'),
    }),
  ),
});

export const wholeStory = head.extend({ pages: z.array(page) });
export const storyOutline = head.extend({
  sections: z.array(z.object({ summary: z.string().describe('What happens in this section of the book') })),
});
export const storySection = z.object({ pages: z.array(page) });

export type StoryHead = z.infer<typeof head>;
export type StoryOutline = z.infer<typeof storyOutline>;
export type WrittenPage = z.infer<typeof page>;

/** The same as JSON Schema for `response_format`, all closed and all required, as strict mode wants it. */
export function responseFormat(name: string, schema: z.ZodType) {
  const { $schema: _, ...plain } = z.toJSONSchema(schema, { target: 'draft-7' });
  return {
    type: 'json_schema' as const,
    json_schema: { name, strict: true, schema: plain as Record<string, unknown> },
  };
}
