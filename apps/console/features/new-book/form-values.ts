import {
  PLOT_POINTS,
  printSettings,
  storyForm,
  type PlotPoint,
  type PrintSettings,
  type Provider,
} from '#contracts/book.js';

/** The form as a person fills it in: what is empty is left out when it is sent. */
export interface FormValues {
  theme: string;
  title: string;
  author: string;
  characters: string[];
  age: string;
  pages: number | '';
  wordsPerPage: number | '';
  style: string;
  template: string;
  plot: Record<PlotPoint, string>;
  moral: string;
  /** Empty: whoever draws by default. */
  provider: Provider | '';
  print: PrintSettings;
}

/** The contract's own defaults, so that they are said once. */
export function emptyForm(): FormValues {
  const { age, pages, wordsPerPage, style } = storyForm.parse({ theme: '-' });
  return {
    theme: '',
    title: '',
    author: '',
    characters: [],
    age,
    pages,
    wordsPerPage,
    style,
    template: '',
    plot: emptyPlot(),
    moral: '',
    provider: '',
    print: printSettings.parse({}),
  };
}

export const emptyPlot = (): Record<PlotPoint, string> => ({ setup: '', conflict: '', climax: '', resolution: '' });

export function toForm({ characters, plot, ...values }: FormValues): object {
  const given = Object.entries(values).filter(([name, value]) => value !== '' || name === 'theme');
  const points = PLOT_POINTS.filter((point) => plot[point].trim() !== '').map((point) => [point, plot[point]]);
  return {
    ...Object.fromEntries(given),
    ...(points.length > 0 ? { plot: Object.fromEntries(points) } : {}),
    characters: characters.filter((name) => name.trim() !== ''),
  };
}

const WORDS: Record<string, string> = {
  theme: 'Say what the book is about, in up to 400 characters.',
  title: 'A title has up to 120 characters.',
  author: 'The name on the cover has up to 80 characters.',
  pages: 'Choose a whole number of drawings from 1 to 400.',
  wordsPerPage: 'Choose from 0 (no story) to 120 words.',
  moral: 'Keep it to 200 characters.',
  'plot.setup': 'Keep it to 300 characters.',
  'plot.conflict': 'Keep it to 300 characters.',
  'plot.climax': 'Keep it to 300 characters.',
  'plot.resolution': 'Keep it to 300 characters.',
  'print.trim': 'Write WIDTHxHEIGHT in inches, from 4x6 to 8.5x11.69.',
};

/** A field's error in plain words; what has none keeps the contract's. */
export function formText(field: string, message: string): string {
  if (field.startsWith('characters')) return 'Up to 12 characters, each with up to 120 letters.';
  return WORDS[field] ?? message;
}
