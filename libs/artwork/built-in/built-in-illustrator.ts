import type { ArtRequest, DrawnArt, Illustrator } from '../illustrator.js';
import { drawPage } from './page.js';

/**
 * The artist that needs no key and no network: composes a page from designed drawings and scenery of its own.
 * Deterministic: the same request gives the same art, byte for byte. Costs nothing and never refuses; what it can't
 * draw it replaces, and says so in `notes`.
 */
export class BuiltInIllustrator implements Illustrator {
  readonly provider = 'built-in' as const;

  async draw(request: ArtRequest): Promise<DrawnArt> {
    const { art, notes } = drawPage(request);
    return { art, notes, provider: 'built-in', model: 'composer-1', cost: { micros: 0, currency: 'USD' } };
  }
}
