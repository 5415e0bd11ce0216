import { describe, expect, it } from '@jest/globals';
import { bytesText, changeOf, type Figure, microsText, percentText } from './figures.js';

const figure = (name: string, number: number | null, good: Figure['good'] = 1): Figure => ({
  key: 'books',
  name,
  hint: '',
  number,
  words: '',
  good,
  unit: name === 'Success' ? 'share' : 'count',
  axisText: String,
});

describe('figures of the platform', () => {
  it('tell a change in percent, and whether it is a good one', () => {
    expect(changeOf(figure('Books', 15), figure('Books', 10))).toEqual({ words: '+50%', tone: 'good' });
    expect(changeOf(figure('Books', 5), figure('Books', 10))).toEqual({ words: '−50%', tone: 'bad' });
    expect(changeOf(figure('AI cost', 15, -1), figure('AI cost', 10, -1))?.tone).toBe('bad');
    expect(changeOf(figure('Storage', 15, 0), figure('Storage', 10, 0))?.tone).toBe('');
  });

  it('tell shares in points, since a percentage of a percentage misleads', () => {
    expect(changeOf(figure('Success', 0.95), figure('Success', 0.9))?.words).toBe('+5.0 points');
  });

  it('compare with nothing when there was nothing', () => {
    expect(changeOf(figure('Success', 0.9), figure('Success', null))).toBeNull();
    expect(changeOf(figure('Books', 3), undefined)).toBeNull();
    expect(changeOf(figure('Books', 3), figure('Books', 0))?.words).toBe('new');
    expect(changeOf(figure('Books', 3), figure('Books', 3))?.words).toBe('as before');
  });

  it('are read as people read them', () => {
    expect(percentText(0.9876)).toBe('98.8%');
    expect(percentText(null)).toBe('–');
    expect(bytesText(0)).toBe('0 byte');
    expect(bytesText(1_530_000_000)).toBe('1.5 GB');
    expect(microsText({ micros: '4200', currency: 'usd' })).toBe('$0.0042');
    expect(microsText({ micros: '1230000', currency: 'usd' })).toBe('$1.23');
  });
});
