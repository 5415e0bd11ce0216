import type OpenAI from 'openai';
import { z } from 'zod';
import { Refusal } from '#failures/failure.js';
import type { ArtRequest, CallContext, Cost, DrawnArt, Illustrator } from './illustrator.js';
import { cleanLines, UnusableImage } from './line-cleanup.js';
import type { LineArt } from './line-art.js';
import { artPrompt } from './openai-art-prompt.js';
import { callOpenAi, jsonIn, tokensIn } from './openai-call.js';
import { PICTURE_TRIES, USUAL_QUALITY, sizeFor } from './openai-pictures.js';
import type { PictureQuality, PixelSize } from './openai-pictures.js';
import { costOf, unknownPriceNote } from './openai-prices.js';

/** An image model takes half a minute to two; the rest is for a slow line (ms). */
const IMAGE_TIMEOUT = 240_000;

const answer = z.object({ data: z.array(z.object({ b64_json: z.string().min(1) })).min(1) });

export interface OpenAiIllustratorOptions {
  client: OpenAI;
  /** "gpt-image-2", "gpt-image-1-mini", or what an OpenAI-compatible server calls its own. */
  model: string;
  quality?: PictureQuality;
  timeoutMs?: number;
}

/** Draws by an image model through the OpenAI SDK, and turns the picture into closed line art. */
export class OpenAiIllustrator implements Illustrator {
  readonly provider = 'openai';

  constructor(private readonly options: OpenAiIllustratorOptions) {}

  async draw(request: ArtRequest, context: CallContext): Promise<DrawnArt> {
    const { model } = this.options;
    const asked = sizeFor(request.width / request.height);
    const notes: string[] = costOf(model, { input: 0, output: 0 }).known ? [] : [unknownPriceNote(model)];
    const costs: Cost[] = [];
    let last: UnusableImage | undefined;
    for (const key of PICTURE_TRIES) {
      const body = await context.paidOnce(key, (idempotencyKey) => this.#call(request, asked, context, idempotencyKey));
      costs.push(costOf(model, tokensIn(body)).cost);
      try {
        const art = await lineArtIn(body, request, asked);
        if (last) notes.push(`A picture could not be used and was drawn again: ${last.message}`);
        return { art, provider: this.provider, model, cost: sumOf(costs), notes };
      } catch (error) {
        if (!(error instanceof UnusableImage)) throw error;
        last = error;
        context.heartbeat();
      }
    }
    throw new Refusal('bad-provider-answer', `The AI provider’s pictures cannot be used: ${last?.message ?? ''}`, {
      cause: last,
    });
  }

  #call(request: ArtRequest, asked: PixelSize, context: CallContext, idempotencyKey: string) {
    const { client, model, quality = USUAL_QUALITY, timeoutMs = IMAGE_TIMEOUT } = this.options;
    return callOpenAi(
      {
        client,
        model,
        timeoutMs,
        context,
        send: (options) =>
          client.images.generate(
            {
              model,
              prompt: artPrompt(request),
              n: 1,
              size: asked.name,
              quality,
              background: 'opaque',
              output_format: 'png',
            },
            options,
          ),
      },
      idempotencyKey,
    );
  }
}

/** The picture in a stored answer as line art. An address instead of a picture is never followed. Throws `UnusableImage`. */
function lineArtIn(body: Buffer, request: ArtRequest, asked: PixelSize): Promise<LineArt> {
  const parsed = answer.safeParse(jsonIn(body));
  if (!parsed.success) return Promise.reject(new UnusableImage('The answer holds no picture.'));
  const picture = Buffer.from(parsed.data.data[0]?.b64_json ?? '', 'base64');
  return cleanLines(picture, { width: request.width, height: request.height, asked });
}

const sumOf = (costs: readonly Cost[]): Cost => ({
  micros: costs.reduce((sum, each) => sum + each.micros, 0),
  currency: 'usd',
});
