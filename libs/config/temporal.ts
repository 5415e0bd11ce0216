import { keysOf } from '#contracts/known-values.js';
import { crossChecks } from './checks.js';
import { ConfigError } from './config.js';
import type { Config } from './config.js';
import { environmentSchema } from './environment.js';
import type { Variables } from './environment.js';
import { TEMPORAL_VARIABLES, toTemporal } from './to-temporal.js';

const part = environmentSchema.pick(TEMPORAL_VARIABLES);

/** Where Temporal is, for a command that needs nothing else of the environment. Throws `ConfigError`. */
export function temporalOf(env: Variables): Config['temporal'] {
  const present = Object.fromEntries(
    keysOf(TEMPORAL_VARIABLES).flatMap((name) =>
      env[name] === undefined || env[name] === '' ? [] : [[name, env[name]]],
    ),
  );
  const parsed = part.safeParse(present);
  const problems = parsed.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? [];
  problems.push(...crossChecks(present));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return toTemporal(parsed.data);
}
