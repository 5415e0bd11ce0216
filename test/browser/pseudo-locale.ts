import type { Page, Response } from 'playwright-core';

/** What stands in a page on which every text of a catalog is marked, ⟦like this⟧. */
interface Shown {
  /** Texts that are seen, heard or typed over, without a mark. */
  unmarked: string[];
  /** Texts that do not fit: cut off without an ellipsis, or beyond their button. */
  spilled: string[];
}

/** What `Intl` writes: dates, times, amounts, sizes. */
const FORMATTED =
  /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June|July|August|September|October|November|December|Sun|Mon|Tue|Wed|Thu|Fri|Sat|Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|now|ago|at|AM|PM|UTC|GMT|USD|EUR|JPY)\b|\d+(?:[hms]|K|M)\b|\d (?:B|kB|MB|GB)\b/gu;

/** In the browser. Told as a text, since the test's compiler knows no DOM. */
const LOOK = String.raw`(() => {
  const unmarked = new Set();
  const spilled = new Set();
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: false });
  const letters = /\p{L}/u;
  let depth = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.data.trim();
    // what is left of it outside of marks, which may stand in each other
    let bare = '⟦'.repeat(depth) + text;
    for (let less = ''; less !== bare; ) {
      less = bare;
      bare = bare.replace(/⟦[^⟦⟧]*⟧/g, '');
    }
    bare = bare.replace(/⟦.*$/s, '');
    depth += text.split('⟦').length - text.split('⟧').length;
    if (!letters.test(text) || element.closest('script, style, noscript, code, pre, kbd, time, [translate=no]')) continue;
    if (letters.test(bare)) unmarked.add(text);
    if (!isSeen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width === 0) continue;
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (/auto|scroll/.test(style.overflowX) || style.clipPath !== 'none' || style.textOverflow === 'ellipsis') break;
      const own = at.getBoundingClientRect();
      const isBox = at.matches('button, .button, .tag, .card, th, td') || /hidden|clip/.test(style.overflowX);
      if (isBox && own.width > 0 && style.position !== 'absolute' && (box.right > own.right + 1.5 || box.left < own.left - 1.5)) {
        spilled.add(text + ' (' + at.tagName.toLowerCase() + '.' + at.className + ')');
        break;
      }
    }
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt], [aria-valuetext]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext']) {
      const text = element.getAttribute(name)?.trim();
      if (text && letters.test(text) && !text.includes('⟦') && !element.matches('time, [translate=no]')) unmarked.add(name + ': ' + text);
    }
  return { unmarked: [...unmarked], spilled: [...spilled] };
})()`;

/** Collects what the server told a page; that is data, and no text of the console. */
export class ToldByServer {
  private readonly texts = new Set<string>();
  private readonly reading = new Set<Promise<void>>();

  constructor(page: Page) {
    page.on('response', (response) => {
      const read = this.read(response).finally(() => this.reading.delete(read));
      this.reading.add(read);
    });
  }

  private async read(response: Response): Promise<void> {
    if (!response.url().includes('/api/') || !/json/.test(response.headers()['content-type'] ?? '')) return;
    const collect = (value: unknown): void => {
      if (typeof value === 'string') this.texts.add(value.trim());
      else if (value !== null && typeof value === 'object')
        for (const [name, each] of Object.entries(value)) {
          this.texts.add(name);
          collect(each);
        }
    };
    collect(await response.json().catch(() => null));
  }

  /** A text is the server's if it is one of its values, or a line of one. A state such as "running" is none: it has a name. */
  async has(text: string): Promise<boolean> {
    await Promise.all(this.reading);
    const plain = text.replace(/^(?:aria-label|title|placeholder|alt|aria-valuetext): /, '');
    if (/^[a-z]+(?:-[a-z]+)*$/.test(plain)) return false;
    return (
      this.texts.has(plain) ||
      [...this.texts].some((each) => each.length > plain.length && each.includes(plain) && plain.length > 7)
    );
  }
}

/** What a page shows in the pseudo-locale that is neither marked, nor told by the server, nor formatted by Intl. */
export async function withoutCatalog(page: Page, told: ToldByServer): Promise<Shown> {
  const { unmarked, spilled } = await page.evaluate<Shown>(LOOK);
  const left: string[] = [];
  for (const text of unmarked)
    if (/\p{L}/u.test(text.replaceAll(FORMATTED, '')) && !(await told.has(text))) left.push(text);
  return { unmarked: left, spilled };
}

/** The pages of this browser context are shown in the pseudo-locale from now on. */
export const usePseudoLocale = (page: Page): Promise<unknown> =>
  page.context().addInitScript("localStorage.setItem('locale', 'en-XA')");
