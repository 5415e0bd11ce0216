import type { StoredFile } from '../core/kinds.js';
import type { World } from '../core/world.js';
import type { Answer } from '../exchange.js';
import { GoogleError } from './errors.js';

/** The bytes of a file; with `Range: bytes=a-b`, some of them (RFC 9110, 14). Several ranges at once count as none. */
export function download(world: World, { name, mimeType, content }: StoredFile, range: string | null): Answer {
  if (!content)
    throw new GoogleError(
      403,
      'fileNotDownloadable',
      'Only files with binary content can be directly downloaded. Use Export with Docs Editors files.',
      { location: 'alt', locationType: 'parameter' },
    );
  const { size } = content;
  const headers = {
    'content-type': mimeType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=0, must-revalidate',
    'x-content-type-options': 'nosniff',
  };
  const part = range === null ? undefined : partOf(range, size);
  if (!part)
    return { status: 200, headers: { ...headers, 'content-length': String(size) }, body: world.contents.read(content) };
  const { start, end } = part;
  return {
    status: 206,
    headers: {
      ...headers,
      'content-length': String(end - start + 1),
      'content-range': `bytes ${start}-${end}/${size}`,
    },
    body: world.contents.read(content, part),
  };
}

/** @throws GoogleError 416 for a range that begins behind the end */
function partOf(range: string, size: number): { start: number; end: number } | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range.trim()) ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (start >= size || end < start)
    throw new GoogleError(
      416,
      'requestedRangeNotSatisfiable',
      'Request range not satisfiable',
      { location: 'Range', locationType: 'header' },
      { 'content-range': `bytes */${size}` },
    );
  return { start, end };
}
