import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiResponse } from '@nestjs/swagger';
import type { SwaggerDocumentOptions } from '@nestjs/swagger';
import { z } from 'zod';
import { problem } from '#contracts/problem.js';

/** OpenAPI from the zod schemas that validate: what the document says is what the API does. */
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

/** An answer's shape; problems are RFC 9457 everywhere. */
export const Answers = (status: number, schema: z.ZodType, description: string) =>
  applyDecorators(
    ApiResponse({ status, description, standardSchema: schema }),
    ApiResponse({
      status: 'default',
      description: 'Problem details (RFC 9457)',
      content: { 'application/problem+json': { schema: z.toJSONSchema(problem) as object } },
    } as never),
  );

export const Bearer = () => ApiBearerAuth();

export const IdempotencyHeader = () =>
  ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeats with the same key give the same thing' });

export const IfMatchHeader = () =>
  ApiHeader({ name: 'If-Match', required: true, description: 'The version that the edit was made on, e.g. "3"' });
