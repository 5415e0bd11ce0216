import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isOneOf, keysOf } from '#contracts/known-values.js';
import { type Answer, errorAnswer, json } from './answers.js';
import type { FaultKind } from './faults.js';
import { choiceOf, refusedParameter } from './other-servers.js';
import { type JsonSchema, jsonSchema, valueFor } from './story-writing.js';

const request = z.object({
  model: z.string().min(1),
  messages: z.array(z.object({ role: z.string(), content: z.string() })).min(1),
  response_format: z
    .union([
      z.object({ type: z.literal('text') }),
      z.object({ type: z.literal('json_object') }),
      z.object({
        type: z.literal('json_schema'),
        json_schema: z.object({
          name: z.string().regex(/^[\w-]{1,64}$/),
          strict: z.boolean().optional(),
          schema: jsonSchema,
        }),
      }),
    ])
    .optional(),
});

/** US dollars per million tokens; a model that is not listed is charged as the first. */
const PRICES = {
  'gpt-5-mini': { input: 0.25, output: 2 },
  'gpt-5': { input: 1.25, output: 10 },
  'gpt-4o-mini': { input: 0.15, output: 0.6 },
} as const;

/** All messages as one text. */
export function promptOf(body: unknown): string {
  const parsed = request.safeParse(body);
  return parsed.success ? parsed.data.messages.map((each) => each.content).join('\n') : '';
}

/** `POST /v1/chat/completions`, with structured outputs; a prompt with the word "forbidden" in it is refused. */
export function completeChat(body: unknown, fault: FaultKind | undefined): Answer {
  const parsed = request.safeParse(body);
  if (!parsed.success)
    return errorAnswer(400, parsed.error.issues[0]?.message ?? 'Invalid request.', 'invalid_request_error', null);
  const unknown = refusedParameter(fault, body);
  if (unknown) return { status: unknown.status, body: json(unknown.body), chargedMicros: 0 };
  const { model, messages, response_format: format } = parsed.data;
  const price = PRICES[isOneOf(keysOf(PRICES), model) ? model : 'gpt-5-mini'];
  const prompt = messages.map((each) => each.content).join('\n');
  const loose =
    format?.type === 'json_schema' && format.json_schema.strict === true
      ? notStrict(format.json_schema.schema)
      : undefined;
  if (loose)
    return errorAnswer(
      400,
      `Invalid schema for response_format: ${loose}`,
      'invalid_request_error',
      'invalid_json_schema',
    );
  const refused = /\bforbidden\b/i.test(prompt);
  const schema = format?.type === 'json_schema' ? format.json_schema.schema : schemaIn(prompt);
  const written = schema
    ? JSON.stringify(valueFor(schema, prompt.replace(SCHEMA_TEXT, '')))
    : 'Once upon a time there was a fox.';
  const content = fault === 'malformed-json' ? written.slice(0, Math.floor(written.length / 2)) : written;
  const input = Math.ceil(prompt.length / 4);
  const output = refused ? 12 : Math.ceil(content.length / 4);
  const answer = {
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model,
    choices: fault === 'no-choices' ? [] : [refused ? REFUSED : choiceOf(fault, content)],
    usage: {
      prompt_tokens: input,
      completion_tokens: output,
      total_tokens: input + output,
      prompt_tokens_details: { cached_tokens: 0 },
    },
  };
  return { status: 200, body: json(answer), chargedMicros: Math.round(input * price.input + output * price.output) };
}

const REFUSED = {
  index: 0,
  message: { role: 'assistant', content: null, refusal: 'I’m sorry, but I can’t help with that.' },
  logprobs: null,
  finish_reason: 'stop',
};

const SCHEMA_TEXT = /JSON Schema:\n(\{.+\})/;

/** A schema in the prompt's text, for requests without `response_format`. */
function schemaIn(prompt: string): JsonSchema | undefined {
  const text = SCHEMA_TEXT.exec(prompt)?.[1];
  return text === undefined ? undefined : jsonSchema.parse(JSON.parse(text));
}

/**
 * Why a schema is not fit for strict mode, as OpenAI checks it: each object closes itself and requires all of its
 * properties (https://developers.openai.com/api/docs/guides/structured-outputs#supported-schemas).
 */
function notStrict(node: JsonSchema, path = 'root'): string | undefined {
  if (node.type === 'object') {
    if (node.additionalProperties !== false)
      return `'additionalProperties' is required to be supplied and to be false, at ${path}`;
    const missing = Object.keys(node.properties ?? {}).find((key) => !node.required?.includes(key));
    if (missing) return `'required' must include every key in properties; missing '${missing}' at ${path}`;
  }
  for (const [key, inner] of [
    ...Object.entries(node.properties ?? {}),
    ...(node.items ? [['items', node.items] as const] : []),
  ]) {
    const problem = notStrict(inner, `${path}.${key}`);
    if (problem) return problem;
  }
  return undefined;
}
