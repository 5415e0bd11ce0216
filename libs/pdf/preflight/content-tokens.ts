/** An operand of a content stream. Names carry their slash; dictionaries are passed over (they only tag content). */
export type Operand = number | string | Uint8Array | Operand[] | null;

export type Visit = (operator: string, operands: Operand[], tokens: ContentTokens) => void;

const WHITE = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) WHITE[code] = 1;
const DELIMITER = new Uint8Array(256);
for (const character of '()<>[]{}/%') DELIMITER[character.charCodeAt(0)] = 1;

/** Reads a content stream (ISO 32000-1, 7.8.2) operator by operator without copying it. */
export class ContentTokens {
  #at = 0;
  constructor(readonly bytes: Uint8Array) {}

  /** Calls `visit` for each operator with the operands before it; faulty bytes are passed over. */
  walk(visit: Visit): void {
    let operands: Operand[] = [];
    while (this.#skip()) {
      const code = this.bytes[this.#at] ?? 0;
      if ((code >= 48 && code <= 57) || code === 45 || code === 46 || code === 43) operands.push(this.#number());
      else if (code === 47) operands.push(this.#name());
      else if (code === 40) operands.push(this.#string());
      else if (code === 60) operands.push(this.#angle());
      else if (code === 91) operands.push(this.#array());
      else if (DELIMITER[code]) this.#at += 1;
      else {
        visit(this.#word(), operands, this);
        operands = [];
      }
    }
  }

  /** After `BI`: the inline image's dictionary as alternating names and values; its data are passed over. */
  inlineImage(): Operand[] {
    const entries: Operand[] = [];
    while (this.#skip()) {
      const code = this.bytes[this.#at] ?? 0;
      if (code === 47) entries.push(this.#name());
      else if ((code >= 48 && code <= 57) || code === 45 || code === 46) entries.push(this.#number());
      else if (code === 91) entries.push(this.#array());
      else if (code === 60) entries.push(this.#angle());
      else {
        const word = this.#word();
        if (word === 'ID') break;
        entries.push(word);
      }
    }
    // "EI" between white space ends the data; the bytes in between are an image and may hold anything.
    for (this.#at += 1; this.#at < this.bytes.length; this.#at += 1) {
      const [before, e, i, after] = this.bytes.subarray(this.#at - 1, this.#at + 3);
      if (e === 69 && i === 73 && WHITE[before ?? 0] && (after === undefined || WHITE[after])) break;
    }
    this.#at += 2;
    return entries;
  }

  /** Moves to the next token; false at the end. */
  #skip(): boolean {
    for (; this.#at < this.bytes.length; this.#at += 1) {
      const code = this.bytes[this.#at] ?? 0;
      if (code === 37)
        while (this.#at < this.bytes.length && ![10, 13].includes(this.bytes[this.#at] ?? 0)) this.#at += 1;
      else if (!WHITE[code]) return true;
    }
    return false;
  }

  #number(): number {
    let value = 0;
    let fraction = 0;
    let negative = false;
    for (; this.#at < this.bytes.length; this.#at += 1) {
      const code = this.bytes[this.#at] ?? 0;
      if (code >= 48 && code <= 57) {
        value = value * 10 + code - 48;
        if (fraction > 0) fraction *= 10;
      } else if (code === 46 && fraction === 0) fraction = 1;
      else if (code === 45) negative = true;
      else if (code !== 43) break;
    }
    const size = fraction > 1 ? value / fraction : value;
    return negative ? -size : size;
  }

  #name(): string {
    const start = this.#at;
    this.#at += 1;
    this.#regular();
    return latin(this.bytes, start, this.#at);
  }

  #word(): string {
    const start = this.#at;
    this.#regular();
    if (this.#at === start) this.#at += 1;
    return latin(this.bytes, start, this.#at);
  }

  #regular(): void {
    for (; this.#at < this.bytes.length; this.#at += 1) {
      const code = this.bytes[this.#at] ?? 0;
      if (WHITE[code] || DELIMITER[code]) return;
    }
  }

  #array(): Operand[] {
    const items: Operand[] = [];
    this.#at += 1;
    while (this.#skip()) {
      const code = this.bytes[this.#at] ?? 0;
      if (code === 93) {
        this.#at += 1;
        break;
      }
      if (code === 40) items.push(this.#string());
      else if (code === 60) items.push(this.#angle());
      else if (code === 47) items.push(this.#name());
      else if (code === 91) items.push(this.#array());
      else if ((code >= 48 && code <= 57) || code === 45 || code === 46 || code === 43) items.push(this.#number());
      else if (DELIMITER[code]) this.#at += 1;
      else items.push(this.#word());
    }
    return items;
  }

  #string(): Uint8Array {
    const out: number[] = [];
    let depth = 1;
    for (this.#at += 1; this.#at < this.bytes.length; this.#at += 1) {
      let code = this.bytes[this.#at] ?? 0;
      if (code === 92) {
        code = this.#escape();
        if (code < 0) continue;
      } else if (code === 40) depth += 1;
      else if (code === 41 && --depth === 0) break;
      out.push(code);
    }
    this.#at += 1;
    return Uint8Array.from(out);
  }

  /** The byte that an escape in a string stands for; -1 for a line that is continued. */
  #escape(): number {
    const code = this.bytes[(this.#at += 1)] ?? 0;
    if (code === 13 || code === 10) return -1;
    const named = { 110: 10, 114: 13, 116: 9, 98: 8, 102: 12 }[code];
    if (named !== undefined) return named;
    if (code < 48 || code > 55) return code;
    let value = code - 48;
    for (let digits = 1; digits < 3; digits += 1) {
      const next = this.bytes[this.#at + 1] ?? 0;
      if (next < 48 || next > 55) break;
      value = value * 8 + next - 48;
      this.#at += 1;
    }
    return value & 255;
  }

  /** A hexadecimal string, or a dictionary passed over. */
  #angle(): Uint8Array | null {
    if (this.bytes[this.#at + 1] === 60) {
      let depth = 0;
      for (; this.#at < this.bytes.length; this.#at += 1) {
        const pair = (this.bytes[this.#at] ?? 0) * 256 + (this.bytes[this.#at + 1] ?? 0);
        if (pair === 0x3c3c) depth += 1;
        else if (pair === 0x3e3e) depth -= 1;
        else continue;
        this.#at += 1;
        if (depth === 0) break;
      }
      this.#at += 1;
      return null;
    }
    const start = this.#at + 1;
    while (this.#at < this.bytes.length && this.bytes[this.#at] !== 62) this.#at += 1;
    const digits = latin(this.bytes, start, this.#at).replace(/[^0-9A-Fa-f]/g, '');
    this.#at += 1;
    return Buffer.from(digits.length % 2 === 1 ? `${digits}0` : digits, 'hex');
  }
}

function latin(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let index = start; index < end; index += 1) text += String.fromCharCode(bytes[index] ?? 0);
  return text;
}
