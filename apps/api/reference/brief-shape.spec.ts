import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { briefShape, fieldsOf } from './brief-shape.js';
import type { Schema } from './brief-shape.js';

const schemaOf = (shape: z.ZodType): Schema => z.toJSONSchema(shape) as Schema;
const brief = (shape: z.ZodType): string => briefShape(schemaOf(shape));

describe('a shape in a few words', () => {
  it.each([
    [z.strictObject({ theme: z.string(), seed: z.int().optional() }), '{ theme: text, seed?: integer }'],
    [z.array(z.enum(['a', 'b'])), "('a' | 'b')[]"],
    [z.uuid().nullable(), 'uuid | null'],
    [z.int().min(0).max(400), '0…400'],
    [z.int().min(1), '1…'],
    [z.record(z.string(), z.int()), '{ [name]: integer }'],
    [z.literal('generate'), "'generate'"],
    [z.unknown(), 'anything'],
  ])('%#', (shape, words) => expect(brief(shape)).toBe(words));

  it('goes down the page when it is long, with what is said about its fields', () => {
    const long = z.strictObject({ a: z.int().meta({ description: 'pages' }), ['b'.repeat(100)]: z.boolean() });
    expect(brief(long)).toBe(`{\n  a: integer  // pages\n  ${'b'.repeat(100)}: boolean\n}`);
  });

  it('puts each field of a named shape on its line', () => {
    expect(fieldsOf(schemaOf(z.strictObject({ a: z.int(), b: z.string() })))).toBe('{\n  a: integer\n  b: text\n}');
  });
});
