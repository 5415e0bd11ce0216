import { PDFArray, PDFDict, PDFName, PDFStream, type PDFDocument, type PDFPage } from '@cantoo/pdf-lib';
import type { Findings } from './findings.js';
import { dictOf, fontFacts, nameOf, numberOf } from './pdf-fonts.js';

/** Bookmarks, scripts and forms: what hangs on the document rather than on a page. */
export function checkDocument(document: PDFDocument, findings: Findings): void {
  findings.checked('bookmarks', 'annotations');
  const { catalog } = document;
  if (dictOf(catalog, 'Outlines')?.has(PDFName.of('First'))) findings.add('bookmarks', null, 'the file has bookmarks');
  for (const [key, what] of [
    ['AcroForm', 'form fields'],
    ['OpenAction', 'an action on opening'],
    ['AA', 'scripts'],
  ] as const)
    if (catalog.lookup(PDFName.of(key)) !== undefined) findings.add('annotations', null, `the file has ${what}`);
  const names = dictOf(catalog, 'Names');
  if (names?.has(PDFName.of('JavaScript'))) findings.add('annotations', null, 'the file has scripts');
}

/** Fonts, transparency and annotations of each page; shared resources are checked once. */
export class ResourceRules {
  readonly #findings: Findings;
  readonly #seen = new Set<PDFDict>();

  constructor(findings: Findings) {
    this.#findings = findings;
    findings.checked('annotations', 'fonts-embedded', 'transparency');
  }

  checkPage(page: PDFPage, number: number): void {
    const annotations = page.node.Annots();
    if (annotations && annotations.size() > 0)
      this.#findings.add('annotations', number, `${annotations.size()} annotation(s), links or comments`);
    this.#group(page.node, number);
    const resources = page.node.Resources();
    if (resources) this.#resources(resources, number);
  }

  #resources(resources: PDFDict, page: number): void {
    if (this.#seen.has(resources)) return;
    this.#seen.add(resources);
    for (const font of members(resources, 'Font')) this.#font(font, page);
    for (const state of members(resources, 'ExtGState')) this.#state(state, page);
    for (const pattern of members(resources, 'Pattern')) this.#inner(pattern, page);
    for (const object of members(resources, 'XObject')) {
      if (object.has(PDFName.of('SMask')) && !this.#seen.has(object))
        this.#findings.add('transparency', page, 'an image with a soft mask');
      this.#group(object, page);
      this.#inner(object, page);
    }
  }

  #inner(holder: PDFDict, page: number): void {
    if (this.#seen.has(holder)) return;
    this.#seen.add(holder);
    const resources = dictOf(holder, 'Resources');
    if (resources) this.#resources(resources, page);
  }

  #font(font: PDFDict, page: number): void {
    if (this.#seen.has(font)) return;
    this.#seen.add(font);
    const { name, embedded } = fontFacts(font);
    if (!embedded) this.#findings.add('fonts-embedded', page, `the font ${name} is not embedded`);
    if (nameOf(font, 'Subtype') === 'Type3') this.#inner(font, page);
  }

  #state(state: PDFDict, page: number): void {
    if (this.#seen.has(state)) return;
    this.#seen.add(state);
    for (const [key, what] of [
      ['ca', 'fill'],
      ['CA', 'line'],
    ] as const) {
      const opacity = numberOf(state.lookup(PDFName.of(key)), 1);
      if (opacity < 1) this.#findings.add('transparency', page, `${what} opacity ${Math.round(opacity * 100)} %`);
    }
    if (state.lookup(PDFName.of('SMask')) instanceof PDFDict) this.#findings.add('transparency', page, 'a soft mask');
    const found = state.lookup(PDFName.of('BM'));
    const mode = found instanceof PDFArray ? found.lookup(0) : found;
    if (mode instanceof PDFName && !['Normal', 'Compatible'].includes(mode.decodeText()))
      this.#findings.add('transparency', page, `blend mode ${mode.decodeText()}`);
  }

  #group(holder: PDFDict, page: number): void {
    const group = dictOf(holder, 'Group');
    if (!group || nameOf(group, 'S') !== 'Transparency' || this.#seen.has(group)) return;
    this.#seen.add(group);
    this.#findings.add('transparency', page, 'a transparency group');
  }
}

/** The dictionaries of one kind of resource, streams by their dictionary. */
function members(resources: PDFDict, kind: string): PDFDict[] {
  const holder = dictOf(resources, kind);
  if (!holder) return [];
  return holder.keys().flatMap((key) => {
    const found = holder.lookup(key);
    if (found instanceof PDFDict) return [found];
    return found instanceof PDFStream ? [found.dict] : [];
  });
}
