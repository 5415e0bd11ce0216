import { z } from 'zod';
import { PLOT_POINTS, printSettings, provider, storyForm, type PlotPoint } from '#contracts/book.js';
import { t } from './messages.js';

/** The contract's own defaults, so that they are said once. */
const defaults = storyForm.parse({ theme: '-' });
const text = z.string().catch('');
const count = z.union([z.number(), z.literal('')]);
const points = z.object({ setup: text, conflict: text, climax: text, resolution: text } satisfies Record<
  PlotPoint,
  z.ZodType
>);

export const emptyPlot = (): Record<PlotPoint, string> => points.parse({});

/** The form as a person fills it in: what is empty is left out when it is sent. A field of another kind is empty. */
const formValues = z.object({
  theme: text,
  title: text,
  author: text,
  characters: z.array(z.string()).catch(() => []),
  age: z.string().catch(defaults.age),
  pages: count.catch(defaults.pages),
  wordsPerPage: count.catch(defaults.wordsPerPage),
  style: z.string().catch(defaults.style),
  template: text,
  plot: points.catch(() => emptyPlot()),
  moral: text,
  /** Empty: whoever draws by default. */
  provider: z.union([provider, z.literal('')]).catch(''),
  // a size of one's own that is not written to its end is no error yet
  print: z.object({ ...printSettings.shape, trim: z.string() }).catch(() => printSettings.parse({})),
});
export type FormValues = z.infer<typeof formValues>;

/** What is stored of a form, from whatever release it is. */
export const draftOf = (stored: unknown): FormValues => formValues.parse(stored);
export const emptyForm = (): FormValues => draftOf({});

export function toForm({ characters, plot, ...values }: FormValues): object {
  const given = Object.entries(values).filter(([name, value]) => value !== '' || name === 'theme');
  const written = PLOT_POINTS.filter((point) => plot[point].trim() !== '').map((point) => [point, plot[point]]);
  return {
    ...Object.fromEntries(given),
    ...(written.length > 0 ? { plot: Object.fromEntries(written) } : {}),
    characters: characters.filter((name) => name.trim() !== ''),
  };
}

const FIELDS = ['theme', 'title', 'author', 'pages', 'wordsPerPage', 'moral', 'print.trim'] as const;

/** A field's error in plain words; what has none keeps the contract's. */
export function formText(field: string, message: string): string {
  if (field.startsWith('characters')) return t('error.characters');
  if (field.startsWith('plot.')) return t('error.plot');
  const known = FIELDS.find((each) => each === field);
  return known ? t(`error.${known}`) : message;
}
