import { describe, expect, it } from '@jest/globals';
import { readExposition } from '../../../test/support/exposition.js';
import { exposition } from './registry.js';
import { takeSdkUpdates } from './temporal-series.js';

const attributes = {
  task_queue: 'studio',
  service_name: 'temporal-core-sdk',
  workflow_id: 'job-1',
  namespace: 'default',
};
const read = async () => readExposition((await exposition()).text);

describe('what Temporal’s SDK counts', () => {
  it('becomes series of ours, by the conventions of Prometheus', async () => {
    const counter = { name: 'temporal_polls', kind: 'counter', description: 'Polls' };
    const latency = { name: 'temporal_latency', kind: 'histogram', unit: 's' };
    const slots = { name: 'temporal_slots', kind: 'gauge' };
    takeSdkUpdates([
      { metric: counter, value: 2, attributes },
      { metric: counter, value: 3, attributes },
      { metric: latency, value: 0.2, attributes },
      { metric: slots, value: 7, attributes },
      { metric: slots, value: 4, attributes },
    ]);
    const metrics = await read();
    expect(metrics.value('temporal_polls_total', { task_queue: 'studio' })).toBe(5);
    expect(metrics.value('temporal_latency_seconds_count', { task_queue: 'studio' })).toBe(1);
    expect(metrics.value('temporal_latency_seconds_bucket', { task_queue: 'studio', le: '0.25' })).toBe(1);
    expect(metrics.value('temporal_latency_seconds_bucket', { task_queue: 'studio', le: '0.1' })).toBe(0);
    expect(metrics.value('temporal_slots', { task_queue: 'studio' })).toBe(4);
  });

  it('has only labels of few values, however many others it comes with', async () => {
    const metric = { name: 'temporal_many', kind: 'counter' };
    takeSdkUpdates(
      Array.from({ length: 500 }, (_, at) => ({
        metric,
        value: 1,
        attributes: { ...attributes, workflow_id: `job-${at}` },
      })),
    );
    const series = (await read()).samples.filter(({ name }) => name === 'temporal_many_total');
    expect(series).toEqual([{ name: 'temporal_many_total', labels: { task_queue: 'studio' }, value: 500 }]);
  });

  it('adds up gauges that are reported as steps', async () => {
    const metric = { name: 'temporal_open', kind: 'up-down-counter' };
    for (const value of [5, -2]) takeSdkUpdates([{ metric, value, attributes: {} }]);
    expect((await read()).value('temporal_open')).toBe(3);
  });
});
