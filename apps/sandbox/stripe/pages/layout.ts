import { TEST_CARDS } from '../objects/cards.js';

/** A text as it may stand in HTML, also within quotes. */
export const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

const STYLE = `
:root { color-scheme: light; --ink: #1a1f36; --soft: #4f566b; --line: #d5dbe1; --accent: #4b45c6; --bad: #a3122f; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--ink); background: #f6f8fa; }
.banner { background: #fff3d6; color: #5c3b00; text-align: center; padding: .6rem 1rem; font-weight: 600; border-bottom: 1px solid #f0d48a; }
main { max-width: 34rem; margin: 2.5rem auto; padding: 2rem; background: #fff; border: 1px solid var(--line); border-radius: 12px; box-shadow: 0 8px 24px rgb(26 31 54 / 8%); }
h1 { font-size: 1.35rem; margin: 0 0 .25rem; } h2 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
.price { font-size: 2rem; font-weight: 700; margin: .25rem 0 1.25rem; } .soft { color: var(--soft); }
fieldset { border: 1px solid var(--line); border-radius: 8px; padding: .25rem 1rem; margin: 1rem 0; } legend { padding: 0 .4rem; font-weight: 600; }
fieldset label { display: flex; gap: .75rem; align-items: baseline; padding: .55rem 0; border-top: 1px solid #eef1f4; cursor: pointer; }
fieldset legend + label { border-top: 0; } .number { margin-left: auto; font-variant-numeric: tabular-nums; color: var(--soft); white-space: nowrap; }
label.field { display: block; font-weight: 600; margin: 1rem 0 .3rem; }
input[type=text], input[type=email] { width: 100%; font: inherit; padding: .6rem .75rem; border: 1px solid #8792a2; border-radius: 6px; }
button, .button { font: inherit; font-weight: 600; padding: .7rem 1.1rem; border-radius: 6px; border: 1px solid #8792a2; background: #fff; color: var(--ink); cursor: pointer; text-decoration: none; display: inline-block; }
button.main { width: 100%; background: var(--accent); border-color: var(--accent); color: #fff; margin-top: 1.25rem; }
:focus-visible { outline: 3px solid #1b6ef3; outline-offset: 2px; }
.error { border-left: 4px solid var(--bad); background: #fdeef1; color: var(--bad); padding: .75rem 1rem; border-radius: 4px; margin: 1rem 0; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1rem; } .status { font-weight: 600; }
footer { text-align: center; margin: 1rem; }
@media (max-width: 36rem) { main { margin: 0; border: 0; border-radius: 0; padding: 1.25rem; } fieldset label { display: grid; grid-template-columns: auto 1fr; gap: 0 .75rem; } .number { grid-column: 2; margin: 0; } }
`;

/** A page with the sandbox's style; no scripts, no external resources. */
export const layout = (title: string, content: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header class="banner">Sandbox – no real card is charged</header>
<main>
${content}
</main>
</body>
</html>
`;

export const errorBox = (message: string | undefined): string =>
  message ? `<p class="error" role="alert" id="error">${escaped(message)}</p>` : '';

const spaced = (number: string): string => number.replace(/(.{4})(?=.)/g, '$1 ');

/** The list of test cards and a field for a number; a typed number takes precedence. */
export const cardFields = (): string => `<fieldset>
<legend>Test card</legend>
${TEST_CARDS.map(
  ({ number, name }, at) =>
    `<label><input type="radio" name="test_card" value="${number}" id="card-${number.slice(-4)}"${at === 0 ? ' checked' : ''}><span>${escaped(name)}</span><span class="number">${spaced(number)}</span></label>`,
).join('\n')}
</fieldset>
<label class="field" for="card">Or type a card number</label>
<input type="text" id="card" name="card" inputmode="numeric" autocomplete="off" placeholder="4242 4242 4242 4242" maxlength="25" aria-describedby="card-hint">
<p class="soft" id="card-hint">Any test card of the list. A number typed here is used instead of the chosen card.</p>`;

/** The number that a form names. */
export const numberIn = (form: URLSearchParams): string => form.get('card')?.trim() || (form.get('test_card') ?? '');

export const dateText = (seconds: number): string =>
  new Date(seconds * 1000).toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' });
