import type { AgeRange, ArtStyle } from '#contracts/book.js';
import type { ArtRequest } from '../illustrator.js';

const DETAIL: Readonly<Record<AgeRange, string>> = {
  '2-4': 'very few, very large shapes and extra thick outlines, for children of 2 to 4',
  '4-8': 'large, simple shapes and thick outlines, for children of 4 to 8',
  '8-12': 'more details and patterns with medium outlines, for children of 8 to 12',
  adult: 'fine, intricate details and patterns with thin even outlines, for grown-ups',
};

const COMPOSITION: Readonly<Record<ArtStyle, string>> = {
  scene: 'One full scene that fills the sheet, with a background of simple shapes that can be colored.',
  mandala: 'One round, symmetric mandala centered on the sheet, built from the motifs below.',
  pattern: 'A repeating pattern of the motifs below that fills the sheet from edge to edge.',
};

/**
 * The prompt for an image model. The rules come first and again as the last words, since models heed the ends of a
 * prompt most; the author's own words stand between, marked as a description, so that they do not pass for rules.
 */
export function artPrompt(request: ArtRequest): string {
  const lines = [
    'A page of a coloring book: clean black line art on a pure white sheet.',
    'Only closed outlines of even thickness. No grey, no shading, no hatching, no color, no solid black areas, no frame, no watermark.',
    request.purpose === 'cover'
      ? 'It is the cover: the hero large in the middle, with calm space in the upper third. No letters.'
      : COMPOSITION[request.style],
    `Drawn with ${DETAIL[request.age]}.`,
    ...(request.lineWeight ? [`Outlines: ${request.lineWeight}.`] : []),
    ...castLines(request),
    `The book is about: ${oneLine(request.theme)}`,
    `This picture shows: ${oneLine(request.prompt)}`,
    ...(request.text && request.purpose === 'page'
      ? [`It illustrates this text, which is not to be written in the picture: ${oneLine(request.text)}`]
      : []),
    ...(request.variation > 0
      ? [`This is another try (number ${request.variation + 1}): choose a clearly different composition and pose.`]
      : []),
    'No words, letters or numbers anywhere unless the description asks for one. Pure black lines on pure white.',
  ];
  return lines.join('\n').slice(0, 30_000);
}

function castLines({ characters }: ArtRequest): string[] {
  if (characters.length === 0) return [];
  const looks = characters
    .slice(0, 6)
    .map(({ name, kind, description }) => `- ${name}, a ${kind}: ${oneLine(description)}`);
  return [
    'These characters look the same on every page of the book; draw those that the picture names, exactly so:',
    ...looks,
  ];
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 2_000);
