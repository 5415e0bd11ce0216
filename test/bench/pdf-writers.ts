import type { LineArt } from '#artwork/line-art/line-art.js';
import { printSettings } from '#contracts/book.js';
import { writeInterior } from '#pdf/interior/interior-pdf.js';
import { jsPDF } from 'jspdf';
import { PDFDocument, rgb } from 'pdf-lib';
import PdfkitDocument from 'pdfkit';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

/** Writes so many pages and answers the file's size in bytes. */
export interface Writer {
  name: string;
  write(pages: number): Promise<number>;
}

const [WIDTH, HEIGHT] = [612, 792];
const SHAPES = 300;

const drawn = new Map<number, LineArt>();

/** Draws pages beforehand, so that their making is not in the measured time. */
export function prepare(pages: number): void {
  for (const number of numbers(pages)) drawn.set(number, drawArt(number));
}

function benchArt(number: number): LineArt {
  return drawn.get(number) ?? drawArt(number);
}

/** A page of closed, wavy outlines, the same for the same number. */
function drawArt(number: number): LineArt {
  let state = (number * 2654435761) >>> 0;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const paths = Array.from({ length: SHAPES }, () => {
    const [x, y, size] = [60 + random() * 440, 60 + random() * 620, 8 + random() * 50];
    const point = (turn: number, reach: number) =>
      `${(x + Math.cos(turn) * size * reach).toFixed(2)} ${(y + Math.sin(turn) * size * reach).toFixed(2)}`;
    const curves = Array.from({ length: 6 }, (_, index) => {
      const turn = (index * Math.PI) / 3;
      return `C${point(turn + 0.35, 1 + random() * 0.3)} ${point(turn + 0.7, 1 + random() * 0.3)} ${point(turn + Math.PI / 3, 1)}`;
    });
    return { d: `M${point(0, 1)}${curves.join('')}Z`, fill: 'white' as const, stroke: 1.5 };
  });
  return { width: WIDTH - 50, height: HEIGHT - 36, paths };
}

class Counter extends Writable {
  bytes = 0;
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.bytes += chunk.length;
    done();
  }
}

const numbers = (pages: number): number[] => Array.from({ length: pages }, (_, index) => index + 1);

async function ours(pages: number): Promise<number> {
  const plain = { titlePage: false, copyrightPage: false, belongsToPage: false, storyPages: false, singleSided: false };
  const out = new Counter();
  await writeInterior(
    {
      title: 'Bench',
      subtitle: '',
      author: '',
      year: 2026,
      credits: [],
      settings: printSettings.parse(plain),
      age: '4-8',
      hasStory: false,
      pages: numbers(pages).map((number) => ({ number, text: '' })),
      loadArt: (number) => Promise.resolve(benchArt(number)),
    },
    out,
  );
  return out.bytes;
}

async function plainPdfkit(pages: number): Promise<number> {
  const out = new Counter();
  const document = new PdfkitDocument({ autoFirstPage: false, margin: 0 });
  document.pipe(out);
  for (const number of numbers(pages)) {
    document.addPage({ size: [WIDTH, HEIGHT], margin: 0 });
    for (const path of benchArt(number).paths)
      document.lineWidth(path.stroke).path(path.d).fillAndStroke('white', 'black');
  }
  document.end();
  await finished(out);
  return out.bytes;
}

async function pdfLib(pages: number): Promise<number> {
  const document = await PDFDocument.create();
  for (const number of numbers(pages)) {
    const page = document.addPage([WIDTH, HEIGHT]);
    for (const path of benchArt(number).paths)
      page.drawSvgPath(path.d, {
        x: 0,
        y: HEIGHT,
        color: rgb(1, 1, 1),
        borderColor: rgb(0, 0, 0),
        borderWidth: path.stroke,
      });
  }
  return (await document.save()).byteLength;
}

/** jsPDF takes operators, not SVG path data; the art here has only M, C and Z. */
async function jspdf(pages: number): Promise<number> {
  const document = new jsPDF({ unit: 'pt', format: [WIDTH, HEIGHT], compress: true });
  document.setFillColor(255, 255, 255).setDrawColor(0, 0, 0);
  for (const number of numbers(pages)) {
    if (number > 1) document.addPage([WIDTH, HEIGHT]);
    for (const path of benchArt(number).paths) {
      const operators = [...path.d.matchAll(/([MC])([^MCZ]+)/g)].map(([, letter = '', list = '']) => ({
        op: letter.toLowerCase(),
        c: list.split(' ').map(Number),
      }));
      document.setLineWidth(path.stroke);
      document.path([...operators, { op: 'h', c: [] }]).fillStroke();
    }
  }
  return document.output('arraybuffer').byteLength;
}

/** The first is this engine's. */
export const WRITERS: Writer[] = [
  { name: 'writeInterior', write: ours },
  { name: 'pdfkit', write: plainPdfkit },
  { name: 'pdf-lib', write: pdfLib },
  { name: 'jsPDF', write: jspdf },
];
