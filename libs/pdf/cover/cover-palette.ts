import type { ArtPath, LineArt } from '#artwork/line-art/line-art.js';
import type { Paint } from '../interior/art-content.js';
import { pick } from '../interior/ornaments.js';
import { pathExtent } from '../interior/path-extent.js';

/** Colours of one cover, `r g b` from 0 to 1. */
export interface Palette {
  ground: string;
  /** Rays and patterns on the ground; close to it. */
  glow: string;
  /** Outlines and shadows. */
  ink: string;
  /** Labels and badges. */
  accent: string;
  /** Soft colours for shapes of the cover art, as if a child had begun to colour it. */
  crayons: string[];
}

const rgb = (hex: string): string =>
  [0, 2, 4].map((at) => Math.round((parseInt(hex.slice(at, at + 2), 16) / 255) * 1000) / 1000).join(' ');

const CRAYONS = ['ffd66b', 'ff9f80', '8fd694', '8cc8f2', 'd9a8f0', 'ffb3c7', 'b9e4dd', 'f2c79b'].map(rgb);
const palette = (ground: string, glow: string, ink: string, accent: string): Palette => ({
  ground: rgb(ground),
  glow: rgb(glow),
  ink: rgb(ink),
  accent: rgb(accent),
  crayons: CRAYONS,
});

const BRIGHT = [
  palette('1f9e8f', '2fb0a0', '0d3b45', 'ffc93c'),
  palette('f2786b', 'f68a7c', '5a1f33', 'ffd95a'),
  palette('4a7fd6', '5c90e2', '16275c', 'ffcf4a'),
  palette('8a63c9', '9a75d6', '2f1a5c', 'ffd24d'),
  palette('3fa34d', '51b35e', '12401d', 'ffd54f'),
  palette('f59a2f', 'f8a947', '5c2a0a', 'fff0b3'),
];
const CALM = [
  palette('2d4a5e', '375872', '0f1f2b', 'e8c98a'),
  palette('5b4468', '6a5279', '241a2c', 'e9c6a0'),
  palette('2f5d50', '3a6c5e', '10261f', 'efd9a0'),
  palette('7a3e48', '8a4b56', '2e1318', 'f0d2a8'),
];

/** The same title gives the same colours; books for adults get calm ones. */
export function paletteFor(title: string, age: string): Palette {
  const choices = age === 'adult' ? CALM : BRIGHT;
  return choices[pick(title, choices.length)] ?? palette('1f9e8f', '2fb0a0', '0d3b45', 'ffc93c');
}

/** Shapes smaller or larger than this share of the art stay white: eyes and teeth, skies and backgrounds. */
const COLOURED = { least: 0.004, most: 0.3 } as const;

/** Colours some white shapes of the art, and leaves others for the buyer: the cover says what the book is for. */
export function begunColouring(art: LineArt, { crayons }: Palette): Paint {
  return (path: ArtPath, index: number) => {
    if (path.fill === 'none') return null;
    if (path.fill === 'black') return '0 0 0 rg';
    const { width, height } = pathExtent(path.d);
    const share = (width * height) / (art.width * art.height);
    if (share < COLOURED.least || share > COLOURED.most || index % 5 === 4) return '1 1 1 rg';
    return `${crayons[pick(`${Math.round(width)} ${Math.round(height)}`, crayons.length)]} rg`;
  };
}
