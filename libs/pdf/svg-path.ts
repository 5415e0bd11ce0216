import { PathScanner } from './path-scanner.js';
import { arcToCurves } from './svg-arc.js';

/** Figures beyond this are no place on any page. */
const FARTHEST = 1e6;
const [M, L, H, V, C, S, Q, T, A, Z] = [...'MLHVCSQTAZ'].map((letter) => letter.charCodeAt(0));

/**
 * SVG path data → PDF path operators (m l c h), every coordinate multiplied by `scale` and rounded to a whole number.
 * As SVG asks (SVG 2, 9.5.4), data are drawn as far as they are well-formed; what follows a fault is left out.
 */
export function pathOperators(d: string, scale: number): string {
  return new PathWriter(d, scale).write();
}

class PathWriter {
  readonly #scanner: PathScanner;
  readonly #scale: number;
  #out = '';
  #x = 0;
  #y = 0;
  #startX = 0;
  #startY = 0;
  /** Last control point, for the smooth forms S and T. */
  #controlX = 0;
  #controlY = 0;
  #previous = 0;
  /** Where relative coordinates count from. */
  #fromX = 0;
  #fromY = 0;
  #faulty = false;

  constructor(d: string, scale: number) {
    this.#scanner = new PathScanner(d);
    this.#scale = scale;
  }

  write(): string {
    let letter = 0;
    while (!this.#scanner.ended) {
      const found = this.#scanner.command();
      if (found === 0 && (letter === 0 || letter === 90 || letter === 122)) break;
      // Further pairs after a move are lines.
      letter = found === 0 ? (letter === 77 ? 76 : letter === 109 ? 108 : letter) : found;
      const relative = letter > 96;
      const command = relative ? letter - 32 : letter;
      if (this.#out === '' && command !== M) break;
      this.#fromX = relative ? this.#x : 0;
      this.#fromY = relative ? this.#y : 0;
      const before = this.#out;
      this.#segment(command);
      if (this.#faulty) return before;
      this.#previous = command;
    }
    return this.#out;
  }

  #segment(command: number): void {
    if (command === C) return this.#cubic(this.#nextX(), this.#nextY());
    if (command === L) return this.#to(this.#nextX(), this.#nextY(), ' l\n');
    if (command === Q) return this.#quadratic(this.#nextX(), this.#nextY());
    if (command === M) {
      this.#to(this.#nextX(), this.#nextY(), ' m\n');
      this.#startX = this.#x;
      this.#startY = this.#y;
    } else if (command === H) this.#to(this.#nextX(), this.#y, ' l\n');
    else if (command === V) this.#to(this.#x, this.#nextY(), ' l\n');
    else if (command === S) {
      const smooth = this.#previous === C || this.#previous === S;
      this.#cubic(smooth ? 2 * this.#x - this.#controlX : this.#x, smooth ? 2 * this.#y - this.#controlY : this.#y);
    } else if (command === T) {
      const smooth = this.#previous === Q || this.#previous === T;
      this.#quadratic(smooth ? 2 * this.#x - this.#controlX : this.#x, smooth ? 2 * this.#y - this.#controlY : this.#y);
    } else if (command === A) this.#arc();
    else if (command === Z) {
      this.#out += 'h\n';
      this.#x = this.#startX;
      this.#y = this.#startY;
    } else this.#faulty = true;
  }

  /** From the current point over a first control point that is known and a second that is read. */
  #cubic(x1: number, y1: number): void {
    this.#controlX = this.#nextX();
    this.#controlY = this.#nextY();
    this.#curve(x1, y1, this.#controlX, this.#controlY, this.#nextX(), this.#nextY());
  }

  #quadratic(qx: number, qy: number): void {
    const x = this.#nextX();
    const y = this.#nextY();
    this.#controlX = qx;
    this.#controlY = qy;
    const [fromX, fromY] = [this.#x, this.#y];
    this.#curve((fromX + 2 * qx) / 3, (fromY + 2 * qy) / 3, (x + 2 * qx) / 3, (y + 2 * qy) / 3, x, y);
  }

  #arc(): void {
    const [rx, ry, degrees] = [this.#number(), this.#number(), this.#number()];
    const [large, sweep] = [this.#scanner.flag(), this.#scanner.flag()];
    const [toX, toY] = [this.#nextX(), this.#nextY()];
    if (Number.isNaN(large + sweep)) this.#faulty = true;
    if (this.#faulty) return;
    const arc = { fromX: this.#x, fromY: this.#y, toX, toY, rx, ry, degrees, large, sweep };
    for (const [x1, y1, x2, y2, x, y] of arcToCurves(arc)) this.#curve(x1, y1, x2, y2, x, y);
  }

  #to(x: number, y: number, operator: string): void {
    const scale = this.#scale;
    this.#x = x;
    this.#y = y;
    this.#out += `${Math.round(x * scale)} ${Math.round(y * scale)}${operator}`;
  }

  #curve(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    const scale = this.#scale;
    this.#x = x;
    this.#y = y;
    this.#out += `${Math.round(x1 * scale)} ${Math.round(y1 * scale)} ${Math.round(x2 * scale)} ${Math.round(y2 * scale)} ${Math.round(x * scale)} ${Math.round(y * scale)} c\n`;
  }

  #nextX(): number {
    return this.#fromX + this.#number();
  }

  #nextY(): number {
    return this.#fromY + this.#number();
  }

  #number(): number {
    const value = this.#scanner.number();
    if (!(value < FARTHEST && value > -FARTHEST)) this.#faulty = true; // NaN too
    return value;
  }
}
