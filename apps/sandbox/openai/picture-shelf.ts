import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import sharp from 'sharp';

/** Pictures that were given as addresses of this server. */
export class PictureShelf {
  /** Host and port by which the caller reaches us. */
  host = '';
  readonly #pictures = new Map<string, Buffer>();

  /** The address of a picture, through one redirect, as of a server that signs its addresses. */
  put(picture: Buffer): string {
    const name = `/pictures/${randomUUID()}.png`;
    this.#pictures.set(name, picture);
    return `http://${this.host}/moved${name}`;
  }

  /** Serves a picture to whoever brings a key; false for any other route. */
  serve(route: string, request: IncomingMessage, response: ServerResponse): boolean {
    const [method, path = ''] = route.split(' ');
    if (method !== 'GET' || !/^(?:\/moved)?\/pictures\//.test(path)) return false;
    const picture = this.#pictures.get(path);
    if (!request.headers.authorization) response.writeHead(401).end();
    else if (path.startsWith('/moved')) response.writeHead(302, { location: path.slice('/moved'.length) }).end();
    else if (!picture) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'image/png' }).end(picture);
    return true;
  }
}

/** An entry of `data` as other servers shape it. */
export async function shapedPicture(
  kind: string | undefined,
  png: Buffer,
  shelf: PictureShelf,
): Promise<Record<string, unknown>> {
  const base64 = async (picture: Buffer | Promise<Buffer>) => ({ b64_json: (await picture).toString('base64') });
  switch (kind) {
    case 'picture-url':
      return { url: shelf.put(png), revised_prompt: 'A fox.' };
    case 'gone-url':
      return { url: `http://${shelf.host}/pictures/gone.png` };
    case 'foreign-url':
      return { url: 'https://pictures.invalid/signed/fox.png?sig=secret' };
    case 'private-url':
      return { url: 'http://169.254.169.254/latest/meta-data' };
    case 'data-uri':
      return { url: `data:image/png;base64,${png.toString('base64')}` };
    case 'webp':
      return base64(sharp(png).webp().toBuffer());
    case 'jpeg':
      return base64(sharp(png).jpeg().toBuffer());
    case 'gif':
      return base64(sharp(png).gif().toBuffer());
    case 'filtered-picture':
      return { content_filter_results: { violence: { filtered: true, severity: 'high' } } };
    default:
      return base64(png);
  }
}
