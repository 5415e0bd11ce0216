import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PageBoard } from './page-board.js';

const drawn = (pages: { number: number }[]) => pages.map(({ number }) => ({ number, outcome: 'drawn' as const }));

describe('the page board', () => {
  it('hands out large chunks first and small ones at the end', () => {
    const board = new PageBoard();
    board.plan(Array.from({ length: 40 }, (_, index) => index + 1));
    const sizes: number[] = [];
    while (board.hasWaiting) {
      const asks = board.take(8, 4);
      sizes.push(asks.length);
      board.complete(asks, drawn(asks));
    }
    expect(sizes.reduce((a, b) => a + b)).toBe(40);
    expect(Math.max(...sizes)).toBe(8);
    expect([...sizes].sort((a, b) => b - a)).toEqual(sizes);
    expect(board.isComplete).toBe(true);
  });

  it('gives an expensive provider one page at a time', () => {
    const board = new PageBoard();
    board.plan([1, 2, 3]);
    expect(board.take(1, 4)).toEqual([{ number: 1, round: 0 }]);
  });

  it('is not complete while a page needs attention, and requests it in a new round', () => {
    const board = new PageBoard();
    board.plan([1, 2]);
    board.complete(board.take(8, 1), [
      { number: 1, outcome: 'drawn' },
      { number: 2, outcome: 'refused' },
    ]);
    expect(board.isComplete).toBe(false);
    board.ask([]);
    const again = board.take(8, 1);
    expect(again).toEqual([{ number: 2, round: 1 }]);
    board.complete(again, [{ number: 2, outcome: 'drawn' }]);
    expect(board.isComplete).toBe(true);
  });

  it('skips only what is not drawn', () => {
    const board = new PageBoard();
    board.plan([1, 2, 3]);
    const first = board.take(1, 1);
    board.complete(first, drawn(first));
    expect(board.skip([1, 2])).toEqual([2]);
    expect(board.hasSkipped).toBe(true);
  });

  it('applies a decision about a page in flight when its chunk ends, and only to one that was refused', () => {
    const board = new PageBoard();
    board.plan([1, 2, 3, 4]);
    const asks = board.take(8, 1);
    expect([board.isInFlight([2]), board.isInFlight([9])]).toEqual([true, false]);
    board.decide('skip', [1, 3, 9]);
    board.decide('retry', [2]);
    const results = [1, 2, 4].map((number) => ({ number, outcome: 'refused' as const }));
    expect(board.complete(asks, [...results, { number: 3, outcome: 'drawn' }])).toEqual([1]);
    const { waiting, refused, skipped, drawn: done } = board.view({ paused: false, canceled: false });
    expect({ waiting, refused, skipped, done }).toEqual({ waiting: [2], refused: [4], skipped: [1], done: [3] });
  });

  it('skips a page of a failed chunk that somebody had decided to skip', () => {
    const board = new PageBoard();
    board.plan([1, 2]);
    const asks = board.take(8, 1);
    board.decide('skip', [2]);
    expect(board.requeue(asks)).toEqual([2]);
    expect(board.take(8, 1)).toEqual([{ number: 1, round: 0 }]);
    expect(board.hasWaiting).toBe(false);
  });

  it('draws the pages of a failed chunk one by one', () => {
    const board = new PageBoard();
    board.plan([1, 2, 3]);
    board.requeue(board.take(8, 1));
    expect(board.take(8, 1)).toHaveLength(1);
    expect(board.take(8, 1)).toHaveLength(1);
  });

  it('puts pages that a pause left out in front of the others again', () => {
    const board = new PageBoard();
    board.plan([1, 2, 3, 4]);
    const asks = board.take(3, 1);
    board.complete(asks, drawn(asks.slice(0, 1)));
    expect(board.view({ paused: true, canceled: false })).toMatchObject({ drawn: [1], waiting: [2, 3, 4] });
  });

  it('remembers rounds and skips over continue-as-new', () => {
    const board = new PageBoard();
    board.plan([1, 2]);
    board.ask([1]);
    board.skip([2]);
    const next = new PageBoard(board.snapshot());
    next.plan([1, 2]);
    expect(next.take(8, 1)).toEqual([{ number: 1, round: 1 }]);
    expect(next.hasSkipped).toBe(true);
  });

  it('never loses or doubles a page, whatever happens', () => {
    const act = fc.oneof(
      fc.record({ kind: fc.constant('take' as const), limit: fc.integer({ min: 1, max: 8 }) }),
      fc.record({ kind: fc.constant('settle' as const), refuse: fc.boolean(), begun: fc.integer({ min: 0, max: 8 }) }),
      fc.record({ kind: fc.constant('fail' as const) }),
      fc.record({ kind: fc.constant('ask' as const), page: fc.integer({ min: 1, max: 20 }) }),
      fc.record({ kind: fc.constant('skip' as const), page: fc.integer({ min: 1, max: 20 }) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
        const pages = Array.from({ length: 20 }, (_, index) => index + 1);
        const board = new PageBoard();
        board.plan(pages);
        const flying: ReturnType<PageBoard['take']>[] = [];
        for (const each of acts) {
          if (each.kind === 'take' && board.hasWaiting) flying.push(board.take(each.limit, 4));
          const chunk = each.kind === 'settle' || each.kind === 'fail' ? flying.shift() : undefined;
          if (chunk && each.kind === 'fail') board.requeue(chunk);
          else if (chunk && each.kind === 'settle')
            board.complete(
              chunk,
              chunk
                .slice(0, each.begun)
                .map(({ number }) => ({ number, outcome: each.refuse ? ('refused' as const) : ('drawn' as const) })),
            );
          if (each.kind === 'ask') board.ask([each.page]);
          if (each.kind === 'skip') board.skip([each.page]);
          const { waiting, drawing, drawn: done, refused, skipped } = board.view({ paused: false, canceled: false });
          const everywhere = [...waiting, ...drawing, ...done, ...refused, ...skipped].sort((a, b) => a - b);
          expect(everywhere).toEqual(pages);
        }
      }),
      { numRuns: 500 },
    );
  });
});
