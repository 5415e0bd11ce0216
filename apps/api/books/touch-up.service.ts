import { Inject, Injectable } from '@nestjs/common';
import { lineArtToSvg, svgToLineArt } from '#artwork/line-art/svg.js';
import { strokeOutside, touchUp } from '#artwork/touch-up/touch-up.js';
import type { PageView } from '#contracts/books.js';
import type { Stroke, TouchUp } from '#contracts/touch-up.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import type { Caller } from '../auth/caller.js';
import { changedMeanwhile } from '../http/if-match.js';
import { ProblemException, conflict } from '../http/problem-exception.js';
import { DATABASE, STORE } from '../tokens.js';
import { PagesService } from './pages.service.js';

/** Maximum size of an artwork with its strokes, in bytes, so that it can still be printed. */
const LARGEST_DRAWING = 8 * 1024 * 1024;

interface NewDrawing {
  sha256: string;
  size: number;
  durationMs: number;
}

@Injectable()
export class TouchUpService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(STORE) private readonly store: ArtifactStore,
    @Inject(PagesService) private readonly pages: PagesService,
  ) {}

  /** Adds strokes to the selected artwork as a new version and selects it. */
  async add(caller: Caller, bookId: string, number: number, version: number, { strokes }: TouchUp) {
    const started = performance.now();
    const page = await this.pages.get(caller, bookId, number);
    refuseUnready(page);
    if (page.version !== version) throw changedMeanwhile(page.version);
    const { body } = await this.pages.svg(caller, bookId, number, page.current);
    const stored = await this.store.put(merged(body, strokes));
    await this.commit(bookId, page, { ...stored, durationMs: Math.round(performance.now() - started) });
    return this.pages.get(caller, bookId, number);
  }

  private async commit(bookId: string, page: PageView, drawing: NewDrawing): Promise<void> {
    await this.db.$transaction(async (tx) => {
      // Locks the page's row: concurrent saves get different version numbers, or one gets a 412.
      const [row] = await tx.page.updateManyAndReturn({
        where: { bookId, number: page.number, version: page.version, locked: false, state: { not: 'drawing' } },
        data: { version: { increment: 1 }, state: 'drawn', code: null, message: null },
        select: { id: true, prompt: true },
      });
      if (!row)
        throw changedMeanwhile((await tx.page.findFirstOrThrow({ where: { bookId, number: page.number } })).version);
      const { _max } = await tx.artVersion.aggregate({ where: { pageId: row.id }, _max: { version: true } });
      const next = (_max.version ?? 0) + 1;
      await tx.artVersion.create({
        data: {
          id: newId(),
          pageId: row.id,
          version: next,
          jobId: null,
          round: 0,
          ...drawing,
          provider: 'touch-up',
          model: '',
          variation: 0,
          prompt: row.prompt,
        },
      });
      await tx.page.update({ where: { id: row.id }, data: { current: next } });
    });
  }
}

function refuseUnready({ locked, current, state }: PageView): void {
  if (locked) throw conflict('page-locked', 'This page is locked; unlock it first.');
  if (current === 0) throw conflict('nothing-drawn', 'This page has no drawing yet that could be touched up.');
  if (state === 'drawing') throw conflict('page-drawing', 'This page is being drawn right now; wait for the drawing.');
}

function merged(svg: Buffer, strokes: Stroke[]): Buffer {
  const art = svgToLineArt(svg.toString());
  const outside = strokeOutside(art, strokes);
  if (outside !== null)
    throw new ProblemException(
      422,
      'invalid-input',
      `strokes.${outside}.points: leave the drawing (${art.width} × ${art.height} points)`,
      {
        errors: [{ path: `strokes.${outside}.points`, message: 'leave the drawing' }],
      },
    );
  const bytes = Buffer.from(lineArtToSvg(touchUp(art, strokes)));
  if (bytes.length > LARGEST_DRAWING)
    throw new ProblemException(
      422,
      'drawing-too-large',
      'The drawing has become too large; begin from an earlier version.',
    );
  return bytes;
}
