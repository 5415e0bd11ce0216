import { decodePDFRawStream, PDFArray, PDFName, PDFRawStream, PDFStream, type PDFObject } from '@cantoo/pdf-lib';
import { constants, inflateSync } from 'node:zlib';

/** A page that unpacks to more than this is no book page but a trap. */
const LARGEST_STREAM = 256 * 1024 * 1024;

/** A stream's bytes without its filters. Throws when they cannot be decoded or unpack beyond all measure. */
export function decodedStream(stream: PDFStream): Uint8Array {
  if (!(stream instanceof PDFRawStream)) return stream.getContents();
  const filter = stream.dict.lookup(PDFName.of('Filter'));
  if (filter === undefined) return stream.getContents();
  const plainFlate = filter === PDFName.of('FlateDecode') && !stream.dict.has(PDFName.of('DecodeParms'));
  if (!plainFlate) return decodePDFRawStream(stream).decode();
  return inflateSync(stream.getContents(), {
    maxOutputLength: LARGEST_STREAM,
    finishFlush: constants.Z_SYNC_FLUSH, // viewers accept a stream whose end is cut; so does this reader
  });
}

/** A page's content: one stream or several that are read as one. */
export function pageContent(contents: PDFObject | undefined): Uint8Array {
  if (contents instanceof PDFStream) return decodedStream(contents);
  if (!(contents instanceof PDFArray)) return new Uint8Array();
  const parts: Uint8Array[] = [];
  for (let index = 0; index < contents.size(); index += 1) {
    const part = contents.lookup(index);
    if (part instanceof PDFStream) parts.push(decodedStream(part), new Uint8Array([10]));
  }
  return Buffer.concat(parts);
}
