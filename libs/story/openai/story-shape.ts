import { z } from 'zod';
import type { Manner } from '#openai/dialect.js';

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
  return {
    type: 'json_schema' as const,
    json_schema: { name, strict: true, schema: jsonSchema(schema) },
  };
}

/** The parameter by which the answer's form is asked for; none for a server that knows no such parameter. */
export function formatOptions(format: Manner['format'], name: string, schema: z.ZodType) {
  if (format === 'none') return {};
  return { response_format: format === 'json_schema' ? responseFormat(name, schema) : { type: format } };
}

/** The schema in words, for servers that cannot hold a model to it. OpenAI wants the word JSON beside `json_object`. */
export const schemaText = (schema: z.ZodType): string =>
  `Answer with one JSON object and nothing else: no comments, no code fence. It follows this JSON Schema:\n${JSON.stringify(jsonSchema(schema))}`;

function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...plain } = z.toJSONSchema(schema, { target: 'draft-7' });
  return plain;
}
