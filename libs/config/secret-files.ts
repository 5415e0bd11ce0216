import { readFileSync } from 'node:fs';
import { environmentSchema, isSecret, type Variables } from './environment.js';

const SUFFIX = '_FILE';
const LARGEST = 64 * 1024;

/**
 * `JWT_SECRET_FILE=/run/secrets/jwt` stands for `JWT_SECRET`, as container platforms hand secrets over: an environment is
 * read by too many eyes. Gives the variables with the files' contents, and what is wrong, never what is in a file.
 */
export function withSecretFiles(env: Variables): { env: Variables; problems: string[] } {
  const found: Variables = { ...env };
  const problems: string[] = [];
  for (const [name, path] of Object.entries(env)) {
    const of = name.slice(0, -SUFFIX.length);
    if (!name.endsWith(SUFFIX) || !(of in environmentSchema.shape) || !path) continue;
    delete found[name];
    const problem = !isSecret(of) ? `${of} is no secret: set it itself` : env[of] ? `set it or ${of}, not both` : '';
    try {
      if (problem) problems.push(`${name}: ${problem}`);
      else found[of] = contentOf(path);
    } catch (error) {
      problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { env: found, problems };
}

/** Without the line end that editors put there. */
function contentOf(path: string): string {
  const content = readFileSync(path, 'utf8');
  if (content.length > LARGEST) throw new Error(`${path} is larger than a secret`);
  const value = content.replace(/\r?\n$/, '');
  if (!value) throw new Error(`${path} is empty`);
  return value;
}
