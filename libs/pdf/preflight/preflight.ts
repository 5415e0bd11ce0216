import type { PrintSettings } from '#contracts/book.js';
import type { PDFPage } from '@cantoo/pdf-lib';
import { setImmediate } from 'node:timers/promises';
import { checkCoverPage } from './preflight-cover.js';
import { checkInteriorPage, checkPageCount } from './preflight-interior.js';
import type { PreflightReport } from './preflight-report.js';
import { checkDocument, ResourceRules } from './document-rules.js';
import { Findings } from './findings.js';
import { openPdf, reason } from './opened-pdf.js';

/** What the file was ordered as. `pageCount` is the count that the cover was, or will be, made for. */
export interface InteriorExpectation {
  settings: PrintSettings;
  pageCount?: number | undefined;
}

export interface CoverExpectation {
  settings: PrintSettings;
  pageCount: number;
}

export interface PreflightOptions {
  signal?: AbortSignal | undefined;
  onPage?: ((done: number, total: number) => void) | undefined;
}

/**
 * Checks a finished interior against every rule of the table: what is in the file, not what was meant. Pages are
 * checked one by one, yielding to the event loop in between; the file itself is held in memory (650 MB at most).
 * Never rejects for what is in the file; rejects for a path that cannot be read and for the signal.
 */
export async function preflightInterior(
  file: Uint8Array | string,
  expectation: InteriorExpectation,
  options: PreflightOptions = {},
): Promise<PreflightReport> {
  const findings = new Findings();
  const { bytes, document, pages } = await openPdf(file, findings);
  if (document) {
    checkDocument(document, findings);
    checkPageCount(pages.length, expectation, findings);
    const resources = new ResourceRules(findings);
    await eachPage(pages, findings, options, (page, number) => {
      resources.checkPage(page, number);
      checkInteriorPage(page, number, pages.length, expectation.settings, findings);
    });
  }
  return findings.report('interior', pages.length, bytes);
}

/** Checks a finished wrap-around cover for the given page count; the same promises as for interiors. */
export async function preflightCover(
  file: Uint8Array | string,
  expectation: CoverExpectation,
  options: PreflightOptions = {},
): Promise<PreflightReport> {
  const findings = new Findings();
  const { bytes, document, pages } = await openPdf(file, findings);
  if (document) {
    checkDocument(document, findings);
    findings.checked('cover-single-page');
    if (pages.length !== 1) findings.add('cover-single-page', null, `${pages.length} pages`);
    const resources = new ResourceRules(findings);
    await eachPage(pages.slice(0, 1), findings, options, (page, number) => {
      resources.checkPage(page, number);
      checkCoverPage(page, expectation, findings);
    });
  }
  return findings.report('cover', pages.length, bytes);
}

async function eachPage(
  pages: PDFPage[],
  findings: Findings,
  { signal, onPage }: PreflightOptions,
  check: (page: PDFPage, number: number) => void,
): Promise<void> {
  for (const [index, page] of pages.entries()) {
    signal?.throwIfAborted();
    try {
      check(page, index + 1);
    } catch (error) {
      findings.add('readable', index + 1, `the page cannot be read: ${reason(error)}`);
    }
    onPage?.(index + 1, pages.length);
    await setImmediate();
  }
}
