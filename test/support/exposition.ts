/**
 * A strict reader of the text that Prometheus reads (exposition format 0.0.4): what it would refuse is thrown. `Nan` is
 * prom-client's spelling, and Go reads any.
 */
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

export interface Exposition {
  /** counter, gauge, histogram or summary, by the name of the family. */
  types: Map<string, string>;
  samples: Sample[];
  /** The value of the one sample with these labels and no others; undefined when there is none. */
  value(name: string, labels?: Record<string, string>): number | undefined;
  /** Of all samples with at least these labels. */
  sum(name: string, labels?: Record<string, string>): number;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const HELP = new RegExp(`^# HELP (${NAME}) .+$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram|summary)$`);
const SAMPLE = new RegExp(
  `^(${NAME})(?:\\{((?:${LABEL})(?:,${LABEL})*)?\\})? (-?[0-9.]+(?:e[+-]?[0-9]+)?|\\+Inf|Nan)$`,
);

/** Throws at the first line that is not well-formed, is of no family, or stands there twice. */
export function readExposition(text: string): Exposition {
  if (!text.endsWith('\n')) throw new Error('The last line has no end.');
  const types = new Map<string, string>();
  const helped = new Set<string>();
  const seen = new Set<string>();
  const samples: Sample[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, help] = HELP.exec(line) ?? [];
    const [, family, type] = TYPE.exec(line) ?? [];
    if (help) helped.add(once(seen, `HELP ${help}`).slice(5));
    else if (family && type) types.set(once(seen, `TYPE ${family}`).slice(5), type);
    else samples.push(sampleOf(line, types, helped, seen));
  }
  checkHistograms(types, samples);
  const matching = (name: string, labels: Record<string, string>): Sample[] =>
    samples.filter(
      (each) => each.name === name && Object.entries(labels).every(([key, is]) => each.labels[key] === is),
    );
  return {
    types,
    samples,
    value: (name, labels = {}) =>
      matching(name, labels).find((each) => Object.keys(each.labels).length === Object.keys(labels).length)?.value,
    sum: (name, labels = {}) => matching(name, labels).reduce((total, { value }) => total + value, 0),
  };
}

function once(seen: Set<string>, what: string): string {
  if (seen.has(what)) throw new Error(`Twice: ${what}`);
  seen.add(what);
  return what;
}

function sampleOf(line: string, types: Map<string, string>, helped: Set<string>, seen: Set<string>): Sample {
  const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
  if (!name || !value) throw new Error(`Not a line of the format: ${line}`);
  once(seen, line.slice(0, line.lastIndexOf(' ')));
  const family = types.has(name) ? name : name.replace(/_(?:bucket|sum|count)$/, '');
  if (!types.has(family) || !helped.has(family)) throw new Error(`Of no family: ${line}`);
  const pairs = [...labels.matchAll(/([a-zA-Z0-9_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, is]) => [key!, is!]);
  return { name, labels: Object.fromEntries(pairs), value: value === '+Inf' ? Infinity : Number(value) };
}

/** Buckets only grow, and the last one holds all. */
function checkHistograms(types: Map<string, string>, samples: Sample[]): void {
  const byName = Map.groupBy(samples, ({ name }) => name);
  const rest = ({ labels }: Sample): string =>
    JSON.stringify(
      Object.entries(labels)
        .filter(([label]) => label !== 'le')
        .sort(),
    );
  for (const [family, type] of types) {
    if (type !== 'histogram') continue;
    for (const count of byName.get(`${family}_count`) ?? []) {
      const buckets = (byName.get(`${family}_bucket`) ?? []).filter((each) => rest(each) === rest(count));
      const grows = buckets.every(({ value }, at) => at === 0 || value >= buckets[at - 1]!.value);
      const last = buckets.at(-1);
      if (!grows || last?.labels['le'] !== '+Inf' || last.value !== count.value)
        throw new Error(`Not a histogram: ${family} ${rest(count)}`);
    }
  }
}
