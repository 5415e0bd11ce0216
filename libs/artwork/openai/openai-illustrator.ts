import type OpenAI from 'openai';
import { PermanentFailure } from '#failures/failure.js';
import type { ArtRequest, DrawnArt, Illustrator } from '../illustrator.js';
import type { CallContext, Cost } from '#openai/paid-call.js';
import { ForeignAddress, type PictureSource } from './fetch-picture.js';
import { cleanLines } from '../tracing/line-cleanup.js';
import { artPrompt } from './art-prompt.js';
import { callOpenAi, jsonIn, tokensIn } from '#openai/call.js';
import { type Dialect, dialectOf, type Manner, PLAIN } from '#openai/dialect.js';
import { PICTURE_TRIES, USUAL_QUALITY, sizeFor } from './pictures.js';
import type { PictureQuality, PixelSize } from './pictures.js';
import { pictureIn } from './picture-in-answer.js';
import { UnusableImage } from '../tracing/unusable-image.js';
import { costOf, unknownPriceNote } from '#openai/prices.js';

/** An image model takes half a minute to two; the rest is for a slow line (ms). */
const IMAGE_TIMEOUT = 240_000;

export interface OpenAiIllustratorOptions {
  client: OpenAI;
  /** "gpt-image-2", "gpt-image-1-mini", or what an OpenAI-compatible server calls its own. */
  model: string;
  quality?: PictureQuality;
  timeoutMs?: number;
  /** Hosts beside the provider's own whose addresses of pictures are followed, see `PictureSource`. */
  imageHosts?: readonly string[];
}

/** Draws by an image model through the OpenAI SDK, and turns the picture into closed line art. */
export class OpenAiIllustrator implements Illustrator {
  readonly provider = 'openai';

  constructor(private readonly options: OpenAiIllustratorOptions) {}

  async draw(request: ArtRequest, context: CallContext): Promise<DrawnArt> {
    const { model, client, imageHosts = [] } = this.options;
    const { baseURL: baseUrl, apiKey } = client;
    const source: PictureSource = { baseUrl, apiKey: apiKey ?? '', hosts: imageHosts };
    const size = sizeFor(request.width / request.height);
    const notes: string[] = costOf(model, { input: 0, output: 0 }).known ? [] : [unknownPriceNote(model)];
    const costs: Cost[] = [];
    let last: UnusableImage | undefined;
    for (const key of PICTURE_TRIES) {
      const body = await context.paidOnce(key, this.#body(request, size, PLAIN), (idempotencyKey) =>
        this.#call(request, size, context, idempotencyKey),
      );
      costs.push(costOf(model, tokensIn(jsonIn(body))).cost);
      try {
        const art = await cleanLines(await pictureIn(body, source, context.signal), request);
        if (last) notes.push(`A picture could not be used and was drawn again: ${last.message}`);
        return { art, provider: this.provider, model, cost: sumOf(costs), notes };
      } catch (error) {
        if (!(error instanceof UnusableImage)) throw error;
        const isWorthIt = mayChange(error, last, dialectOf(baseUrl, model));
        last = error;
        context.heartbeat();
        if (!isWorthIt) break;
      }
    }
    throw new PermanentFailure(
      'bad-provider-answer',
      `The AI provider’s pictures cannot be used: ${last?.message ?? ''}`,
      {
        cause: last,
      },
    );
  }

  #body(request: ArtRequest, size: PixelSize, manner: Manner): OpenAI.ImageGenerateParamsNonStreaming {
    const { model, quality = USUAL_QUALITY } = this.options;
    return { model, prompt: artPrompt(request), n: 1, ...pictureOptions(size, quality, manner) };
  }

  #call(request: ArtRequest, size: PixelSize, context: CallContext, idempotencyKey: string) {
    const { client, model, timeoutMs = IMAGE_TIMEOUT } = this.options;
    return callOpenAi(
      {
        client,
        model,
        endpoint: 'images',
        timeoutMs,
        context,
        send: (taken, manner, options) => taken.images.generate(this.#body(request, size, manner), options),
      },
      idempotencyKey,
    );
  }
}

function pictureOptions(
  { name: size }: PixelSize,
  quality: PictureQuality,
  { leftOut, asBase64 }: Manner,
): Partial<OpenAI.ImageGenerateParamsNonStreaming> {
  return {
    ...(leftOut.includes('size') ? {} : { size }),
    ...(leftOut.includes('quality') ? {} : { quality }),
    ...(leftOut.includes('background') ? {} : { background: 'opaque' }),
    ...(leftOut.includes('output_format') ? {} : { output_format: 'png' }),
    ...(asBase64 && !leftOut.includes('response_format') ? { response_format: 'b64_json' } : {}),
  };
}

/** Whether another picture is worth its price: one that failed for the same reason twice will fail a third time. */
function mayChange(error: UnusableImage, before: UnusableImage | undefined, dialect: Dialect): boolean {
  if (error instanceof ForeignAddress) return !(before instanceof ForeignAddress) && dialect.askForBase64();
  return error.changes === 'drawing' || (error.changes === 'form' && error.message !== before?.message);
}

const sumOf = (costs: readonly Cost[]): Cost => ({
  micros: costs.reduce((sum, each) => sum + each.micros, 0),
  currency: 'usd',
});
