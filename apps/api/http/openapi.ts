import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { SwaggerDocumentOptions } from '@nestjs/swagger';
import { z } from 'zod';
import { numberedEvent } from '#contracts/numbered-event.js';
import { problem } from '#contracts/problem.js';

/** OpenAPI from the zod schemas that validate requests, so that the document matches the API. */
export const zodToOpenApi: NonNullable<SwaggerDocumentOptions['standardSchemaConverter']> = (
  schema,
  { schemaType },
) => {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io: schemaType,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    reused: 'inline',
    override: ({ jsonSchema }) => {
      delete jsonSchema.id;
    },
  });
  return { schema: json };
};

/** A route's summary; docs/api.md lists them. */
export const Summary = (summary: string) => ApiOperation({ summary });

/** Problems are RFC 9457 everywhere. */
const Problems = () =>
  ApiResponse({
    status: 'default',
    description: 'Problem details (RFC 9457)',
    // oxlint-disable-next-line typescript/consistent-type-assertions -- Nest's type of a schema lacks JSON Schema's boolean ones, which this has none of
    content: { 'application/problem+json': { schema: z.toJSONSchema(problem) as object } },
  });

/** Schema of a response. */
export const Answers = (status: number, schema: z.ZodType, description: string) =>
  applyDecorators(ApiResponse({ status, description, standardSchema: schema }), Problems());

/** A response that is not JSON: a file, a picture, an event stream. */
export const Sends = (type: string, description: string, more: object = {}) =>
  applyDecorators(
    ApiResponse({ status: 200, description, content: { [type]: { schema: { type: 'string', ...more } } } }),
    Problems(),
  );

/** A stream of events (WHATWG HTML §9.2), whose data is JSON; OpenAPI 3.1 has a stream as a text. */
export const SendsEvents = (description: string) =>
  applyDecorators(
    ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      description: 'The last event seen; the stream goes on behind it',
    }),
    Sends('text/event-stream', description, {
      contentMediaType: 'application/json',
      contentSchema: z.toJSONSchema(numberedEvent, { reused: 'inline' }),
    }),
  );

export const SendsNothing = (description: string) =>
  applyDecorators(ApiResponse({ status: 204, description }), Problems());

export const Bearer = () => ApiBearerAuth();

export const IdempotencyHeader = () =>
  ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeats with the same key give the same thing' });

export const IfMatchHeader = () =>
  ApiHeader({ name: 'If-Match', required: true, description: 'The version that the edit was made on, e.g. "3"' });
