import { PDFArray, PDFDict, PDFName, PDFNumber, PDFStream, type PDFObject } from '@cantoo/pdf-lib';

/** What preflight needs to know of a font: its name, whether the file carries it, and how wide its signs are. */
export interface FontFacts {
  name: string;
  embedded: boolean;
  /** Bytes of one code in a string. */
  codeBytes: 1 | 2;
  /** Width of a code at size 1. */
  width(code: number): number;
}

const FILES = ['FontFile', 'FontFile2', 'FontFile3'].map((key) => PDFName.of(key));

/** Reads a font dictionary (ISO 32000-1, 9.6 and 9.7). */
export function fontFacts(font: PDFDict): FontFacts {
  const subtype = nameOf(font, 'Subtype');
  if (subtype === 'Type0') return compositeFacts(font);
  const name = nameOf(font, 'BaseFont') || 'a font without a name';
  const type3 = subtype === 'Type3';
  const descriptor = dictOf(font, 'FontDescriptor');
  const embedded = type3 || FILES.some((key) => descriptor?.lookup(key) instanceof PDFStream);
  const first = numberOf(font.lookup(PDFName.of('FirstChar')), 0);
  const widths = numbersOf(font.lookup(PDFName.of('Widths')));
  const missing = numberOf(descriptor?.lookup(PDFName.of('MissingWidth')), 500);
  const unit = type3 ? Math.abs(numbersOf(font.lookup(PDFName.of('FontMatrix')))[0] ?? 0.001) : 0.001;
  return { name, embedded, codeBytes: 1, width: (code) => (widths[code - first] ?? missing) * unit };
}

function compositeFacts(font: PDFDict): FontFacts {
  const descendants = font.lookup(PDFName.of('DescendantFonts'));
  const found = descendants instanceof PDFArray ? descendants.lookup(0) : undefined;
  const descendant = found instanceof PDFDict ? found : undefined;
  const descriptor = descendant && dictOf(descendant, 'FontDescriptor');
  const normal = numberOf(descendant?.lookup(PDFName.of('DW')), 1000);
  const widths = descendant ? cidWidths(descendant.lookup(PDFName.of('W'))) : new Map<number, number>();
  return {
    name: nameOf(font, 'BaseFont') || 'a font without a name',
    embedded: FILES.some((key) => descriptor?.lookup(key) instanceof PDFStream),
    codeBytes: 2,
    width: (code) => (widths.get(code) ?? normal) / 1000,
  };
}

/** `W`: either `first [w w …]` or `first last w`. */
function cidWidths(object: PDFObject | undefined): Map<number, number> {
  const widths = new Map<number, number>();
  if (!(object instanceof PDFArray)) return widths;
  for (let index = 0; index < object.size();) {
    const first = numberOf(object.lookup(index), 0);
    const second = object.lookup(index + 1);
    if (second instanceof PDFArray) {
      for (const [offset, width] of numbersOf(second).entries()) widths.set(first + offset, width);
      index += 2;
    } else {
      const last = Math.min(numberOf(second, 0), first + 65_535);
      for (let code = first; code <= last; code += 1) widths.set(code, numberOf(object.lookup(index + 2), 0));
      index += 3;
    }
  }
  return widths;
}

export function numberOf(object: PDFObject | undefined, otherwise: number): number {
  return object instanceof PDFNumber ? object.asNumber() : otherwise;
}

export function numbersOf(object: PDFObject | undefined): number[] {
  if (!(object instanceof PDFArray)) return [];
  return Array.from({ length: object.size() }, (_, index) => numberOf(object.lookup(index), 0));
}

/** A name entry without its slash; '' when absent. */
export function nameOf(dict: PDFDict, key: string): string {
  const found = dict.lookup(PDFName.of(key));
  return found instanceof PDFName ? found.decodeText() : '';
}

export function dictOf(dict: PDFDict, key: string): PDFDict | undefined {
  const found = dict.lookup(PDFName.of(key));
  if (found instanceof PDFDict) return found;
  return found instanceof PDFStream ? found.dict : undefined;
}
