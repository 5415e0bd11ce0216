import { beforeAll, afterAll, describe, expect, it, jest } from '@jest/globals';
import type { Timeline } from '#contracts/support.js';
import { merged, scaleOf } from './gantt-scale.js';

const START = Date.parse('2026-05-08T12:00:00Z');
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();
type Span = Timeline['spans'][number];
const span = (step: string, from: number, to: number | null, more: Partial<Span> = {}): Span => ({
  id: `${step}-${from}`,
  step,
  words: step,
  pages: [],
  attempt: 1,
  state: 'done',
  scheduledAt: at(from),
  startedAt: at(from),
  endedAt: to === null ? null : at(to),
  worker: 'w',
  failure: null,
  ...more,
});
const timeline = (spans: Span[], more: Partial<Timeline> = {}): Timeline => ({
  startedAt: at(0),
  endedAt: at(10),
  spans,
  marks: [],
  truncated: false,
  ...more,
});

describe('the scale of a timeline', () => {
  it('joins what overlaps', () => {
    expect(
      merged([
        [5, 9],
        [0, 3],
        [2, 4],
      ]),
    ).toEqual([
      [0, 4],
      [5, 9],
    ]);
  });

  it('is straight while there is work, and turns back', () => {
    const scale = scaleOf([[0, 10_000]], 0, 10_000);
    expect(scale.gaps).toEqual([]);
    expect([0, 2_500, 10_000].map(scale.at)).toEqual([0, 0.25, 1]);
    expect([0, 0.25, 1].map(scale.momentAt)).toEqual([0, 2_500, 10_000]);
  });

  it('squeezes two days of waiting to a small piece', () => {
    const days = 2 * 86_400_000;
    const scale = scaleOf(
      [
        [0, 4_000],
        [days, days + 4_000],
      ],
      0,
      days + 4_000,
    );
    expect(scale.gaps).toEqual([{ from: 4_000, to: days }]);
    expect(scale.at(days) - scale.at(4_000)).toBeLessThan(0.1);
    expect(scale.at(4_000)).toBeGreaterThan(0.4);
    for (const moment of [0, 1_000, 3_999, days + 2_000])
      expect(scale.momentAt(scale.at(moment))).toBeCloseTo(moment, 0);
  });

  it('bears a job in which nothing has happened', () => {
    expect(Number.isFinite(scaleOf([], 5, 5).at(5))).toBe(true);
  });
});

describe('the layout of a timeline', () => {
  let layOut: typeof import('./gantt-layout.js').layOut;
  let barText: typeof import('./gantt-layout.js').barText;
  // It reads words of time, whose module starts the clock of the page.
  beforeAll(async () => {
    jest.useFakeTimers();
    ({ layOut, barText } = await import('./gantt-layout.js'));
  });
  afterAll(() => void jest.useRealTimers());

  it('gives each step a lane, in the order of the work', () => {
    const { lanes } = layOut(timeline([span('preflight', 9, 10), span('story', 0, 2), span('pages', 2, 9)]), START);
    expect(lanes.map(({ step }) => step)).toEqual(['story', 'pages', 'preflight']);
    expect(lanes[1]?.bars[0]).toMatchObject({ left: 0.2, row: 0 });
    expect(lanes[1]?.bars[0]?.width).toBeCloseTo(0.7);
  });

  it('keeps attempts on the same pages in one row, and what runs beside them in another', () => {
    const { lanes } = layOut(
      timeline([
        span('pages', 0, 3, { id: 'a', pages: [1], state: 'failed' }),
        span('pages', 1, 4, { id: 'b', pages: [2] }),
        span('pages', 5, 6, { id: 'c', pages: [1], attempt: 2 }),
        span('pages', 6, 7, { id: 'd', pages: [3] }),
      ]),
      START,
    );
    expect(lanes[0]?.rows).toBe(2);
    expect(Object.fromEntries(lanes[0]!.bars.map((bar) => [bar.span.id, bar.row]))).toEqual({ a: 0, b: 1, c: 0, d: 0 });
  });

  it('lets what still runs grow until now, and shows how long it waited first', () => {
    const running = span('pages', 2, null, { state: 'running', startedAt: at(4) });
    const { lanes } = layOut(timeline([running], { endedAt: null }), START + 8_000);
    const bar = lanes[0]!.bars[0]!;
    expect([bar.waitedLeft, bar.left, bar.left + bar.width]).toEqual([0.25, 0.5, 1]);
  });

  it('puts marks and ticks on the same scale', () => {
    const marks = [{ at: at(5), kind: 'job.state', words: 'paused' }];
    const { marks: placed, ticks } = layOut(timeline([span('pages', 0, 10)], { marks }), START);
    expect(placed[0]?.at).toBe(0.5);
    expect(ticks.find((tick) => tick.at === 0.5)?.words).toBe('5.0 s');
  });

  it('tells a bar in words', () => {
    const failed = span('pages', 0, 3, {
      words: 'Pages',
      state: 'failed',
      failure: { code: 'content-refused', message: '' },
    });
    expect(barText(failed, 'page 4')).toBe('Pages: page 4, attempt 1: failed after 3.0 s (content-refused)');
  });
});
