import { z } from 'zod';
import { isOneOf, keysOf } from '#contracts/known-values.js';
import { type Answer, errorAnswer, json, moderated } from './answers.js';
import type { FaultKind } from './faults.js';
import { refusedParameter } from './other-servers.js';
import { type PictureShelf, shapedPicture } from './picture-shelf.js';
import { drawScene, plainPng } from './scene-drawing.js';

const PIXELS = {
  '1024x1024': [1024, 1024],
  '1024x1536': [1024, 1536],
  '1536x1024': [1536, 1024],
  auto: [1024, 1024],
} as const;

const request = z.object({
  model: z.string().min(1),
  prompt: z.string().min(1).max(32_000),
  n: z.int().min(1).max(10).default(1),
  size: z.enum(keysOf(PIXELS)).default('auto'),
  quality: z.enum(['low', 'medium', 'high', 'auto']).default('auto'),
  response_format: z.enum(['url', 'b64_json']).optional(),
});

/** Output tokens of a picture, as OpenAI's image guide lists them for gpt-image-1: square, then both oblong sizes. */
const TOKENS = { low: [272, 408], medium: [1056, 1584], high: [4160, 6240] } as const;
/** US dollars per million tokens; a model that is not listed is charged as the first. */
const PRICES = {
  'gpt-image-2': { input: 5, output: 30 },
  'gpt-image-1.5': { input: 5, output: 32 },
  'gpt-image-1': { input: 5, output: 40 },
  'gpt-image-1-mini': { input: 2, output: 8 },
} as const;

/** `POST /v1/images/generations`. */
export async function generateImage(body: unknown, fault: FaultKind | undefined, shelf: PictureShelf): Promise<Answer> {
  const parsed = request.safeParse(body);
  if (!parsed.success)
    return errorAnswer(
      400,
      parsed.error.issues[0]?.message ?? 'Invalid request.',
      'invalid_request_error',
      'invalid_value',
    );
  const unknown = refusedParameter(fault, body);
  if (unknown) return { status: unknown.status, body: json(unknown.body), chargedMicros: 0 };
  const { model, prompt, size, quality, n, response_format: format } = parsed.data;
  const price = PRICES[isOneOf(keysOf(PRICES), model) ? model : 'gpt-image-2'];
  if (/\bforbidden\b/i.test(prompt)) return moderated();
  const [width, height] = PIXELS[size];
  const data = [];
  for (let at = 0; at < n; at++)
    data.push(
      await shapedPicture(
        format === 'b64_json' ? undefined : fault,
        await picture(`${prompt}${at || ''}`, width, height, fault),
        shelf,
      ),
    );
  const level = quality === 'auto' ? 'medium' : quality;
  const text = Math.ceil(prompt.length / 4);
  const output = TOKENS[level][width === height ? 0 : 1] * n;
  const usage = {
    input_tokens: text,
    input_tokens_details: { image_tokens: 0, text_tokens: text },
    output_tokens: output,
    total_tokens: text + output,
  };
  const answer = {
    created: Math.floor(Date.now() / 1000),
    background: 'opaque',
    data,
    output_format: 'png',
    quality: level,
    size: `${width}x${height}`,
    usage,
  };
  return { status: 200, body: json(answer), chargedMicros: Math.round(text * price.input + output * price.output) };
}

function picture(prompt: string, width: number, height: number, fault: FaultKind | undefined): Promise<Buffer> {
  switch (fault) {
    case 'not-an-image':
      return Promise.resolve(Buffer.from('<html><body>502 Bad Gateway</body></html>'));
    case 'one-pixel':
      return plainPng(1, 1);
    case 'wrong-size':
      return drawScene(prompt, height === width ? width * 1.5 : height, width);
    case 'square-only':
      return drawScene(prompt, 768, 768);
    case 'dark-picture':
      return plainPng(width, height);
    case 'bomb':
      return plainPng(8_000, 8_000);
    default:
      return drawScene(prompt, width, height);
  }
}
