/** Objects that are tried in a text; a text with more braces than this is no answer. */
const MAX_ATTEMPTS = 50;
const MAX_TEXT = 2 * 2 ** 20;

/**
 * The JSON object that a model's text is or holds: behind a byte order mark, after its thinking (`<think>…</think>`),
 * in a code fence, or between sentences. Of several, the longest. Undefined when there is none.
 */
export function jsonInText(text: string): unknown {
  const answer = withoutThinking(text.slice(0, MAX_TEXT)).replaceAll('\uFEFF', '').trim();
  return parsed(answer) ?? longest(answer);
}

/** Some chat templates swallow the opening tag, so that only the closing one is in the text. */
const withoutThinking = (text: string): string => {
  const whole = parsed(text.replaceAll('\uFEFF', '').trim());
  return whole === undefined ? text.replace(/^[\s\S]*<\/think(?:ing)?>/i, '') : text;
};

function longest(text: string): unknown {
  let found: { value: unknown; length: number } | undefined;
  let tries = 0;
  for (let at = text.indexOf('{'); at >= 0 && tries < MAX_ATTEMPTS; tries += 1) {
    const end = endOfObject(text, at);
    const value = end === undefined ? undefined : parsed(text.slice(at, end));
    if (end !== undefined && value !== undefined && (!found || end - at >= found.length))
      found = { value, length: end - at };
    // an answer that was cut off: what lies in it is a part, and no answer
    if (end === undefined && /^\{\s*"/.test(text.slice(at, at + 100))) break;
    at = text.indexOf('{', value === undefined || end === undefined ? at + 1 : end);
  }
  return found?.value;
}

/** Just after the brace that closes the one at `start`; braces in strings do not count. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (quoted) {
      if (sign === '\\') at += 1;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === '{') depth += 1;
    else if (sign === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
