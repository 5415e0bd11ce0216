import { z } from 'zod';
import { PermanentFailure } from '#failures/failure.js';
import { fetchPicture, type PictureSource } from './fetch-picture.js';
import { jsonIn } from '#openai/call.js';
import { UnusableImage } from '../tracing/unusable-image.js';

const one = z.object({ b64_json: z.string().nullish(), url: z.string().nullish() }).loose();
/** OpenAI and most others say `data`, SiliconFlow `images`. */
const answer = z.object({ data: z.array(one).nullish(), images: z.array(one).nullish() });
const DATA_URI = /^data:[^,]{0,200};base64,/i;

/** The picture in a stored answer: as base64, as a data URI, or behind an address that may be followed. Throws `UnusableImage`, `PermanentFailure` or `TransientFailure`. */
export async function pictureIn(body: Buffer, source: PictureSource, signal: AbortSignal): Promise<Buffer> {
  const json = jsonIn(body);
  if (json === undefined) throw new UnusableImage('The answer is not JSON.');
  const { data, images } = answer.safeParse(json).data ?? {};
  const [first] = data ?? images ?? [];
  const given = first?.b64_json || first?.url;
  if (!given) throw noPicture(json);
  if (DATA_URI.test(given)) return Buffer.from(given.replace(DATA_URI, ''), 'base64');
  if (given.startsWith('data:'))
    throw new UnusableImage('The picture is a data URI without base64.', { changes: 'never' });
  return first?.b64_json ? Buffer.from(given, 'base64') : fetchPicture(given, source, signal);
}

/** Azure leaves the picture out and says by category what its filter found. */
function noPicture(json: unknown): Error {
  return /"filtered":true/.test(JSON.stringify(json).slice(0, 20_000))
    ? new PermanentFailure('content-refused', 'The AI provider’s content rules refuse this picture.')
    : new UnusableImage('The answer holds no picture.');
}
