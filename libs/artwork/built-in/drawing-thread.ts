import { BuiltInIllustrator } from './built-in-illustrator.js';
import type { ArtRequest, DrawnArt } from '../illustrator.js';

const illustrator = new BuiltInIllustrator();

/** What a thread of the pool does: see `pooled-illustrator.ts`. */
export default function draw(request: ArtRequest): Promise<DrawnArt> {
  return illustrator.draw(request);
}
