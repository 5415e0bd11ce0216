/** What a form-encoded body means: texts, lists and hashes. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue };

/**
 * Reads Stripe's form encoding: `a[b]=1`, `a[]=1`, `a[0][b]=1`. A hash whose keys are 0, 1, 2 … is a list.
 * @throws Error for a key whose brackets do not match
 */
export function parseForm(text: string): Record<string, FormValue> {
  const root = new Map<string, Branch>();
  for (const [key, value] of new URLSearchParams(text)) {
    const path = pathOf(key);
    let level = root;
    for (const [depth, step] of path.entries()) {
      const name = step === '' ? String(level.size) : step;
      if (depth === path.length - 1) level.set(name, value);
      else {
        const next = level.get(name);
        const deeper = next instanceof Map ? next : new Map<string, Branch>();
        level.set(name, deeper);
        level = deeper;
      }
    }
  }
  return Object.fromEntries([...root].map(([key, value]) => [key, toValue(value)]));
}

type Branch = string | Map<string, Branch>;

function pathOf(key: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(key);
  if (!match?.[1]) throw new Error(`Invalid parameter name: ${key}`);
  return [match[1], ...[...(match[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1] ?? '')];
}

function toValue(branch: Branch): FormValue {
  if (typeof branch === 'string') return branch;
  const keys = [...branch.keys()];
  if (keys.every((key, at) => key === String(at))) return [...branch.values()].map(toValue);
  return Object.fromEntries([...branch].map(([key, value]) => [key, toValue(value)]));
}
