/** A process of many readers of event streams, so that what they cost is not counted as the api's. See streams.ts. */
import { Agent, get } from 'node:http';

export interface StreamsReport {
  received: number;
  /** Milliseconds from the event's own time to its reader. */
  p50: number;
  p99: number;
  longest: number;
}

interface Order {
  url: string;
  tokens: string[];
}

const agent = new Agent({ maxSockets: Infinity });
/** Opened at once; more would only wait in the kernel's queue. */
const OPENING = 50;
const delays: number[] = [];

function open(url: string, token: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`A stream answered ${response.statusCode}`));
      response.setEncoding('utf8');
      let rest = '';
      response.on('data', (chunk: string) => {
        const frames = (rest + chunk).split('\n\n');
        rest = frames.pop() ?? '';
        frames.forEach(note);
      });
      resolve();
    });
    request.on('error', reject);
  });
}

function note(frame: string): void {
  const data = /^data: (.*)$/m.exec(frame)?.[1];
  if (data) delays.push(Date.now() - Date.parse((JSON.parse(data) as { at: string }).at));
}

async function openAll({ url, tokens }: Order): Promise<void> {
  const left = [...tokens];
  const lane = async (): Promise<void> => {
    for (let token = left.pop(); token !== undefined; token = left.pop()) await open(url, token);
  };
  await Promise.all(Array.from({ length: OPENING }, lane));
}

function report(): StreamsReport {
  const sorted = delays.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { received: sorted.length, p50: at(0.5), p99: at(0.99), longest: at(1) };
}

process.on('message', (order: Order | { report: true }) => {
  if ('report' in order) return void process.send!(report());
  void openAll(order).then(() => process.send!({ open: true }));
});
process.on('disconnect', () => process.exit(0));
