import { arcToCurves } from './svg-arc.js';

/** Path data is read as far as it is well-formed (SVG 2, §9.5.4); what follows a fault is left out. */
const ARGUMENTS: Record<string, number> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 };

/** Reads numbers and commands off SVG path data without making strings of them: a page has tens of thousands. */
class Scanner {
  #at = 0;
  constructor(readonly text: string) {}

  /** The next command letter, or '' when a number or the end comes next. */
  command(): string {
    this.#skip();
    const code = this.text.charCodeAt(this.#at);
    const letter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
    return letter ? (this.text[this.#at++] ?? '') : '';
  }

  /** The next number; NaN when there is none. */
  number(): number {
    this.#skip();
    const start = this.#at;
    const sign = this.text.charCodeAt(start) === 45 ? -1 : 1;
    if (sign === -1 || this.text.charCodeAt(start) === 43) this.#at += 1;
    const first = this.#at;
    let value = this.#digits();
    if (this.text.charCodeAt(this.#at) === 46) {
      const point = (this.#at += 1);
      const digits = this.#digits();
      value += digits / 10 ** (this.#at - point);
      if (this.#at === first + 1) return Number.NaN; // a lone point
    } else if (this.#at === first) return Number.NaN;
    const exponent = this.text.charCodeAt(this.#at);
    if (exponent === 101 || exponent === 69) {
      this.#at += 1;
      const power = this.number();
      return sign * value * 10 ** power;
    }
    return sign * value;
  }

  /** An arc's flag: one digit that may stand without a space before the next. */
  flag(): number {
    this.#skip();
    const code = this.text.charCodeAt(this.#at++);
    return code === 48 ? 0 : code === 49 ? 1 : Number.NaN;
  }

  get ended(): boolean {
    this.#skip();
    return this.#at >= this.text.length;
  }

  #digits(): number {
    let value = 0;
    for (let code = this.text.charCodeAt(this.#at); code >= 48 && code <= 57;) {
      value = value * 10 + code - 48;
      code = this.text.charCodeAt(++this.#at);
    }
    return value;
  }

  #skip(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.#at);
      if (code !== 32 && code !== 44 && code !== 10 && code !== 13 && code !== 9) return;
      this.#at += 1;
    }
  }
}

/**
 * SVG path data → PDF path operators (m l c h), every coordinate multiplied by `scale` and rounded to a whole number.
 * With `scale` 100 under a matrix of 0.01 the figures stay short and exact to a hundredth of a point.
 */
export function pathOperators(d: string, scale: number): string {
  const scanner = new Scanner(d);
  let out = '';
  let x = 0;
  let y = 0;
  let startX = 0;
  let startY = 0;
  /** Last control point, for the smooth forms S and T. */
  let controlX = 0;
  let controlY = 0;
  let previous = '';
  let letter = '';
  const args = [0, 0, 0, 0, 0, 0, 0];
  const move = (toX: number, toY: number, operator: string): void => {
    x = toX;
    y = toY;
    out += `${Math.round(x * scale)} ${Math.round(y * scale)} ${operator}\n`;
  };
  const curve = (x1: number, y1: number, x2: number, y2: number, toX: number, toY: number): void => {
    x = toX;
    y = toY;
    out += `${Math.round(x1 * scale)} ${Math.round(y1 * scale)} ${Math.round(x2 * scale)} ${Math.round(y2 * scale)} ${Math.round(x * scale)} ${Math.round(y * scale)} c\n`;
  };
  const quadratic = (qx: number, qy: number, toX: number, toY: number): void =>
    curve(
      x + ((qx - x) * 2) / 3,
      y + ((qy - y) * 2) / 3,
      toX + ((qx - toX) * 2) / 3,
      toY + ((qy - toY) * 2) / 3,
      toX,
      toY,
    );

  while (!scanner.ended) {
    const found = scanner.command();
    if (found !== '') letter = found;
    else if (letter === 'M') letter = 'L';
    else if (letter === 'm') letter = 'l';
    const upper = letter.toUpperCase();
    const count = ARGUMENTS[upper];
    if (count === undefined || (found === '' && upper === 'Z') || (out === '' && upper !== 'M')) break;
    for (let index = 0; index < count; index += 1)
      args[index] = upper === 'A' && (index === 3 || index === 4) ? scanner.flag() : scanner.number();
    if (args.slice(0, count).some((value) => !Number.isFinite(value))) break;
    const relative = letter !== upper;
    const ox = relative ? x : 0;
    const oy = relative ? y : 0;
    const [a = 0, b = 0, c = 0, e = 0, f = 0, g = 0, h = 0] = args;
    switch (upper) {
      case 'M':
        move((startX = a + ox), (startY = b + oy), 'm');
        break;
      case 'L':
        move(a + ox, b + oy, 'l');
        break;
      case 'H':
        move(a + ox, y, 'l');
        break;
      case 'V':
        move(x, a + oy, 'l');
        break;
      case 'C':
        curve(a + ox, b + oy, (controlX = c + ox), (controlY = e + oy), f + ox, g + oy);
        break;
      case 'S': {
        const smooth = previous === 'C' || previous === 'S';
        const fromX = smooth ? 2 * x - controlX : x;
        const fromY = smooth ? 2 * y - controlY : y;
        curve(fromX, fromY, (controlX = a + ox), (controlY = b + oy), c + ox, e + oy);
        break;
      }
      case 'Q':
        quadratic((controlX = a + ox), (controlY = b + oy), c + ox, e + oy);
        break;
      case 'T': {
        const smooth = previous === 'Q' || previous === 'T';
        controlX = smooth ? 2 * x - controlX : x;
        controlY = smooth ? 2 * y - controlY : y;
        quadratic(controlX, controlY, a + ox, b + oy);
        break;
      }
      case 'A': {
        const ends = { fromX: x, fromY: y, toX: g + ox, toY: h + oy };
        for (const [x1, y1, x2, y2, toX, toY] of arcToCurves({ ...ends, rx: a, ry: b, degrees: c, large: e, sweep: f }))
          curve(x1, y1, x2, y2, toX, toY);
        break;
      }
      default:
        out += 'h\n';
        x = startX;
        y = startY;
    }
    previous = upper;
  }
  return out;
}
