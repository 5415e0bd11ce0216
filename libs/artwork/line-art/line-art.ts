/**
 * One outline of a page. `d` is an SVG path in the page's own units (points, y down). A `white` shape hides what lies
 * behind it; a `black` shape is ink. `stroke` is the ink line's width in points, 0 for none.
 */
export interface ArtPath {
  d: string;
  fill: 'white' | 'black' | 'none';
  stroke: number;
  /** Rule for overlapping sub-paths; `nonzero` when left out. */
  rule?: 'evenodd';
}

/** A page of art as vectors in painter's order (first = farthest), 72 units an inch, origin at the upper left. */
export interface LineArt {
  width: number;
  height: number;
  paths: ArtPath[];
}
