import type { Font } from 'fontkit';

/**
 * Given to pdfkit as the features of a text that runs right to left. It is compared by identity: pdfkit takes no
 * direction, passes features on as they are, and keeps a text with features out of its cache by words.
 */
export const RIGHT_TO_LEFT: PDFKit.Mixins.OpenTypeFeatures[] = [];

/**
 * The font with a layout in the direction of the text's embedding level (Unicode Standard Annex 9). fontkit by itself takes the
 * direction of the script, which prints Arabic and Persian digits backwards: they run left to right in every text.
 */
export function directed(font: Font): Font {
  const layout: Font['layout'] = (text, features) =>
    features === RIGHT_TO_LEFT
      ? font.layout(text, [], undefined, undefined, 'rtl')
      : font.layout(text, features, undefined, undefined, 'ltr');
  return Object.create(font, { layout: { value: layout } });
}
