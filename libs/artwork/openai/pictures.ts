import { costOf } from '#openai/prices.js';

/** Names under which the tries of one drawing are paid: the first, and two more when an answer is no usable picture. */
export const PICTURE_TRIES = ['image', 'image-2', 'image-3'] as const;

export const PICTURE_QUALITIES = ['low', 'medium', 'high'] as const;
export type PictureQuality = (typeof PICTURE_QUALITIES)[number];
export const USUAL_QUALITY: PictureQuality = 'medium';

export interface PixelSize {
  name: '1024x1024' | '1024x1536' | '1536x1024';
  width: number;
  height: number;
}

/** The standard size whose shape is nearest to the page's (width ÷ height); all GPT image models know the three. */
export function sizeFor(aspect: number): PixelSize {
  if (aspect > 1.22) return { name: '1536x1024', width: 1536, height: 1024 };
  return aspect < 0.82
    ? { name: '1024x1536', width: 1024, height: 1536 }
    : { name: '1024x1024', width: 1024, height: 1024 };
}

/**
 * Output tokens of a picture, square and oblong, as OpenAI's image guide lists them for gpt-image-1
 * (https://developers.openai.com/api/docs/guides/image-generation#cost-and-latency).
 */
const TOKENS: Readonly<Record<PictureQuality, { square: number; oblong: number }>> = {
  low: { square: 272, oblong: 408 },
  medium: { square: 1056, oblong: 1584 },
  high: { square: 4160, oblong: 6240 },
};
/** The dearest price per picture that OpenAI lists (gpt-image-1-mini, square) is so much above the table's tokens. */
const TOKENS_MARGIN = 1.3;
/** UTF-8 bytes of a prompt per token: English has more than four, Chinese and Japanese about three. */
const BYTES_PER_TOKEN = 3;

export interface PictureCost {
  /** Millionths of a US dollar, when the model takes as many tokens as the table says. */
  likelyMicros: number;
  /** Millionths of a US dollar that one call costs at most. */
  mostMicros: number;
}

/** What one picture costs by the price table; null for a model without a price. */
export function costOfPicture(
  model: string,
  picture: { size: PixelSize; quality?: PictureQuality; promptBytes: number },
): PictureCost | null {
  if (!costOf(model, { input: 0, output: 0 }).known) return null;
  const { square, oblong } = TOKENS[picture.quality ?? USUAL_QUALITY];
  const output = picture.size.width === picture.size.height ? square : oblong;
  const input = Math.ceil(picture.promptBytes / BYTES_PER_TOKEN);
  return {
    likelyMicros: costOf(model, { input, output }).cost.micros,
    mostMicros: costOf(model, { input, output: Math.ceil(output * TOKENS_MARGIN) }).cost.micros,
  };
}
