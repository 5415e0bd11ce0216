import { styleText } from 'node:util';

/** A stream of the process, or a list of lines in a test. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

type Style = Parameters<typeof styleText>[0];

/** Output of finished lines, and on a terminal one status line at the bottom. */
export class Terminal {
  private readonly live: boolean;
  private readonly colours: boolean;
  private status = '';
  private held = false;

  constructor(private readonly output: Output = process.stdout) {
    this.live = output.isTTY === true && process.env['TERM'] !== 'dumb';
    this.colours = this.live && !process.env['NO_COLOR'];
  }

  get isLive(): boolean {
    return this.live;
  }

  paint(style: Style, text: string): string {
    return this.colours ? styleText(style, text, { validateStream: false }) : text;
  }

  line(text = ''): void {
    this.clear();
    this.output.write(`${text}\n`);
    this.draw();
  }

  done(text: string, detail = ''): void {
    this.line(`  ${this.paint('green', '✔')} ${text}${detail && `  ${this.paint('dim', detail)}`}`);
  }

  warn(text: string): void {
    this.line(`  ${this.paint('yellow', '!')} ${text}`);
  }

  fail(text: string): void {
    this.line(`  ${this.paint('red', '✘')} ${text}`);
  }

  /** The status line; empty clears it. No output without a terminal. */
  now(text: string): void {
    this.clear();
    this.status = text;
    this.draw();
  }

  /** Hides the status line during a prompt. */
  hold(): void {
    this.clear();
    this.held = true;
  }

  resume(): void {
    this.held = false;
    this.draw();
  }

  private draw(): void {
    if (this.held || !this.live || this.status === '') return;
    const width = (this.output.columns || 80) - 4;
    const text = this.status.length > width ? `${this.status.slice(0, width - 1)}…` : this.status;
    this.output.write(`  ${this.paint('cyan', '◦')} ${text}`);
  }

  private clear(): void {
    if (!this.held && this.live && this.status !== '') this.output.write('\r\u001b[2K');
  }
}
