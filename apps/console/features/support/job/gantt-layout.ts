import type { Timeline } from '#contracts/support.js';
import { lengthText } from '../../../ui/format/ago.js';
import { type Interval, type Scale, scaleOf } from './gantt-scale.js';
import { t } from './messages.js';

type Span = Timeline['spans'][number];
type Mark = Timeline['marks'][number];

/** `left` and `width` in 0 to 1 of the chart, `waited` the part before it began. */
export interface Bar {
  span: Span;
  left: number;
  width: number;
  waitedLeft: number;
  waitedWidth: number;
  row: number;
}
export interface Lane {
  step: string;
  words: string;
  rows: number;
  bars: Bar[];
}
export interface Gantt {
  lanes: Lane[];
  marks: { mark: Mark; at: number }[];
  ticks: { at: number; words: string }[];
  gaps: { left: number; width: number; words: string }[];
}

const ORDER = ['queued', 'story', 'pages', 'interior-pdf', 'cover-pdf', 'preflight'];
const TICKS = 8;
const placeOf = (step: string): number => (ORDER.indexOf(step) + ORDER.length + 1) % (ORDER.length + 1);
const timeOf = (iso: string): number => Date.parse(iso);
const startOf = (span: Span): number => timeOf(span.startedAt ?? span.scheduledAt);
const endOf = (span: Span, now: number): number => (span.endedAt ? timeOf(span.endedAt) : Math.max(now, startOf(span)));

/** Where everything of a timeline stands. `now` is the end of what still runs. */
export function layOut({ spans, marks, startedAt, endedAt }: Timeline, now: number): Gantt {
  const busy = spans.map((span): Interval => [timeOf(span.scheduledAt), endOf(span, now)]);
  const times = [
    ...busy.flat(),
    ...marks.map(({ at }) => timeOf(at)),
    ...[startedAt, endedAt].flatMap((at) => (at ? [timeOf(at)] : [])),
  ];
  const start = times.reduce((least, each) => Math.min(least, each), times[0] ?? now);
  const end = endedAt ? times.reduce((most, each) => Math.max(most, each), start) : Math.max(now, start);
  const scale = scaleOf(busy, start, end);
  const groups = [...Map.groupBy(spans, ({ step }) => step)].sort(([a], [b]) => placeOf(a) - placeOf(b));
  return {
    lanes: groups.map(([step, own]) => laneOf(step, own, scale, now)),
    marks: marks.map((mark) => ({ mark, at: scale.at(timeOf(mark.at)) })),
    ticks: ticksOf(scale, start),
    gaps: scale.gaps.map(({ from, to }) => ({
      left: scale.at(from),
      width: scale.at(to) - scale.at(from),
      words: lengthText(to - from),
    })),
  };
}

/** Attempts on the same pages share a row; others take the first row that is free. */
function laneOf(step: string, spans: Span[], scale: Scale, now: number): Lane {
  const ends: number[] = [];
  const units = [...Map.groupBy(spans, ({ pages, id }) => pages.join(',') || (step === 'pages' ? id : ''))];
  const bars = units.flatMap(([, attempts]) => {
    const from = Math.min(...attempts.map((span) => timeOf(span.scheduledAt)));
    const to = Math.max(...attempts.map((span) => endOf(span, now)));
    const free = ends.findIndex((end) => end <= from);
    const row = free < 0 ? ends.length : free;
    ends[row] = to;
    return attempts.map((span) => barOf(span, row, scale, now));
  });
  return { step, words: spans[0]?.words ?? step, rows: ends.length, bars };
}

function barOf(span: Span, row: number, scale: Scale, now: number): Bar {
  const waitedLeft = scale.at(timeOf(span.scheduledAt));
  const left = scale.at(startOf(span));
  return { span, row, left, width: scale.at(endOf(span, now)) - left, waitedLeft, waitedWidth: left - waitedLeft };
}

/** Evenly spaced, labelled with the time since the start. None within a squeezed pause. */
function ticksOf(scale: Scale, start: number): Gantt['ticks'] {
  return Array.from({ length: TICKS }, (_, index) => index / TICKS)
    .map((at) => ({ at, moment: scale.momentAt(at) }))
    .filter(({ moment }) => !scale.gaps.some(({ from, to }) => moment > from && moment < to))
    .map(({ at, moment }) => ({ at, words: at === 0 ? '0' : lengthText(moment - start) }));
}

/** “Pages 2–4, attempt 2: failed after 3.1 s (content-refused)”: a bar for those who read it. */
export function barText({ words, attempt, state, startedAt, endedAt, failure }: Span, pages: string): string {
  const name = pages ? t('span.name', { step: words, pages }) : words;
  const bar = { name, attempt, state: t(`span.state.${state}`) };
  const length = startedAt && endedAt ? lengthText(timeOf(endedAt) - timeOf(startedAt)) : '';
  if (!failure) return length ? t('bar.timed', { ...bar, length }) : t('bar.plain', bar);
  const { code } = failure;
  return length ? t('bar.failedTimed', { ...bar, length, code }) : t('bar.failed', { ...bar, code });
}
