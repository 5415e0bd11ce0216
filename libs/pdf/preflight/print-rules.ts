/**
 * Every print rule in one table: what is needed, what a person does about a breach, and where the rule is written.
 * Figures are in inches unless a name says otherwise. The sources are KDP's help pages (paperback); where independent
 * guides disagree on a figure, the stricter one is taken and the note says so.
 */
const KDP = 'https://kdp.amazon.com/en_US/help/topic';
const PRINT_OPTIONS = `${KDP}/G201834180`; // trim sizes, papers, page counts
const BLEED_AND_MARGINS = `${KDP}/GVBQ3CMEQW3W2VL6`; // trim size, bleed and margins
const SUBMISSION = `${KDP}/G201857950`; // paperback submission guidelines
const COVER = `${KDP}/G201953020`; // create a paperback cover

/** Extra paper that is cut off. Interior: outer edge, top and bottom. Cover: all round. */
export const BLEED = 0.125;
/** Least distance of content from the outer, upper and lower trim edge. KDP: 0.25 without bleed, 0.375 with. */
export const OUTSIDE_MARGIN = { plain: 0.25, bleed: 0.375 } as const;
/** Least inside margin by page count: the first row whose `upTo` is not below the count. */
export const GUTTERS = [
  { upTo: 150, inches: 0.375 },
  { upTo: 300, inches: 0.5 },
  { upTo: 500, inches: 0.625 },
  { upTo: 700, inches: 0.75 },
  { upTo: 828, inches: 0.875 },
] as const;
/** Spine width per page. Standard colour: one guide says 0.0032; KDP's own calculator figure is taken. */
export const SPINE_PER_PAGE = {
  'black-on-white': 0.002252,
  'black-on-cream': 0.0025,
  'premium-color': 0.002347,
  'standard-color': 0.002252,
} as const;
export const SPINE_TEXT = { fromPages: 79, clear: 0.0625 } as const;
/** At the lower right of the back cover, `inset` from the trim and the spine's fold. */
export const BARCODE = { width: 2, height: 1.2, inset: 0.25 } as const;
/** Cover text stays this far inside the trim. */
export const COVER_SAFE = 0.25;
export const LEAST_DPI = 300;
export const LEAST_STROKE_POINTS = 0.75;
export const LARGEST_FILE_BYTES = 650 * 1024 * 1024;

export interface Rule {
  needed: string;
  /** What a person does about it. */
  mend: string;
  severity: 'error' | 'warning';
  source: string;
}

const rule = (needed: string, mend: string, source: string, severity: Rule['severity'] = 'error'): Rule => ({
  needed,
  mend,
  source,
  severity,
});

/** For what only the platform itself can get wrong. */
const OURS = 'Make the files again. If this stays, tell support: the platform made the file wrong.';
const DRAWING = 'Redraw the page, or choose another of its drawings; then make the files again.';

export const RULES = {
  readable: rule('a PDF that can be opened', OURS, SUBMISSION),
  'file-size': rule(
    'at most 650 MB',
    'Redraw the heaviest pages, or choose another of their drawings. If this stays, tell support.',
    SUBMISSION,
  ),
  encryption: rule('no password and no encryption', OURS, SUBMISSION),
  'single-pages': rule('one book page per PDF page', OURS, SUBMISSION),
  'page-count': rule(
    'a page count that KDP prints in this trim and paper',
    'In “Print settings…” choose another paper or page size, then make the files again.',
    PRINT_OPTIONS,
  ),
  'even-count': rule('an even number of pages', OURS, PRINT_OPTIONS),
  'page-size': rule(
    'every page as large as the trim, with bleed where it is set',
    'Make the files again: the page size was changed after they were made. If this stays, tell support.',
    BLEED_AND_MARGINS,
  ),
  'trim-box': rule('a TrimBox equal to the trim, at the spine’s side for odd and even pages', OURS, SUBMISSION),
  'outside-margin': rule(
    '0.25 in (0.375 in with bleed) clear at the outer, upper and lower edge',
    DRAWING,
    BLEED_AND_MARGINS,
  ),
  gutter: rule('the inside margin for this page count clear', DRAWING, BLEED_AND_MARGINS),
  'image-resolution': rule('300 DPI at the placed size', DRAWING, SUBMISSION),
  'line-weight': rule('lines of 0.75 pt or more', DRAWING, SUBMISSION),
  'crop-marks': rule('no marks outside the trim', OURS, SUBMISSION),
  annotations: rule('no annotations, form fields or scripts', OURS, SUBMISSION),
  bookmarks: rule('no bookmarks', OURS, SUBMISSION, 'warning'),
  'fonts-embedded': rule('all fonts embedded', OURS, SUBMISSION),
  transparency: rule('transparency flattened', OURS, SUBMISSION),
  'cover-size': rule(
    'width = 2 × trim + spine + 0.25 in, height = trim + 0.25 in',
    'Make the files again: the cover was made for another page count or paper. If this stays, tell support.',
    COVER,
  ),
  'cover-single-page': rule('one page with back, spine and front', OURS, COVER),
  'cover-bleed': rule('artwork to the edge of the bleed on all sides', OURS, COVER, 'warning'),
  'cover-safe-zone': rule(
    'text at least 0.25 in inside the trim',
    'Choose a shorter title or author’s name, then make the files again. If this stays, tell support.',
    COVER,
  ),
  'spine-text': rule('no spine text below 79 pages', OURS, COVER),
  'spine-clearance': rule(
    '0.0625 in clear on both sides of the spine text',
    'Choose a shorter title or author’s name, then make the files again. If this stays, tell support.',
    COVER,
  ),
  'barcode-area': rule('2 × 1.2 in clear at the lower right of the back', OURS, COVER),
} as const;

export type RuleId = keyof typeof RULES;
