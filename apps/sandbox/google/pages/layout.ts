/** A text as it may stand in HTML, also within quotes. */
export const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

const STYLE = `
:root { color-scheme: light; --ink: #1f1f1f; --soft: #4d5156; --line: #dadce0; --accent: #0b57d0; --tint: #e9f1fe; --bad: #a3122f; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--ink); background: #f8fafd; }
.banner { background: #fff3d6; color: #5c3b00; text-align: center; padding: .6rem 1rem; font-weight: 600; border-bottom: 1px solid #f0d48a; }
main { max-width: 60rem; margin: 1.5rem auto; padding: 1.5rem; background: #fff; border: 1px solid var(--line); border-radius: 16px; }
main.narrow { max-width: 34rem; padding: 2rem; }
h1 { font-size: 1.4rem; margin: 0 0 .5rem; overflow-wrap: anywhere; } h2 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
.soft { color: var(--soft); } .small { font-size: .875rem; }
a { color: var(--accent); } nav.top { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: baseline; margin-bottom: 1rem; }
nav.top .who { margin-left: auto; color: var(--soft); }
fieldset { border: 1px solid var(--line); border-radius: 12px; padding: .25rem 1rem; margin: 1rem 0; } legend { padding: 0 .4rem; font-weight: 600; }
fieldset label { display: flex; gap: .75rem; align-items: baseline; padding: .6rem 0; border-top: 1px solid #eef1f4; cursor: pointer; }
fieldset legend + label { border-top: 0; }
label.field { display: block; font-weight: 600; margin: .75rem 0 .3rem; }
input[type=text], select { width: 100%; max-width: 26rem; font: inherit; padding: .5rem .75rem; border: 1px solid #747775; border-radius: 8px; background: #fff; color: var(--ink); }
input[type=file] { font: inherit; max-width: 100%; }
button, .button { font: inherit; font-weight: 600; padding: .5rem 1.1rem; border-radius: 99px; border: 1px solid #747775; background: #fff; color: var(--accent); cursor: pointer; text-decoration: none; display: inline-block; }
button.main { background: var(--accent); border-color: var(--accent); color: #fff; } button.bad { color: var(--bad); }
:focus-visible { outline: 3px solid #1b6ef3; outline-offset: 2px; }
.error { border-left: 4px solid var(--bad); background: #fdeef1; color: var(--bad); padding: .75rem 1rem; border-radius: 4px; margin: 1rem 0; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1rem; align-items: center; } .end { justify-content: flex-end; }
table { width: 100%; border-collapse: collapse; } th { text-align: left; font-size: .875rem; color: var(--soft); font-weight: 600; }
th, td { padding: .55rem .5rem; border-bottom: 1px solid #eef1f4; vertical-align: middle; } td.name { overflow-wrap: anywhere; font-weight: 500; }
td .icon { margin-right: .6rem; vertical-align: -.25em; fill-rule: evenodd; } .preview { display: block; max-width: 100%; max-height: 28rem; border: 1px solid var(--line); border-radius: 8px; background: #fff; }
.cards { display: grid; gap: 0 2.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); }
.cards > form { padding: .25rem 0 .75rem; } dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 1rem 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 40rem) { main, main.narrow { margin: 0; border: 0; border-radius: 0; padding: 1.25rem; } .wide { display: none; } }
`;

/** A page with the sandbox's style; no scripts, no external resources. */
export const layout = (title: string, content: string, narrow = false): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header class="banner">Sandbox – this is not Google, and nothing leaves this machine</header>
<main${narrow ? ' class="narrow"' : ''}>
${content}
</main>
</body>
</html>
`;

export const errorBox = (message: string | undefined): string =>
  message ? `<p class="error" role="alert" id="error">${escaped(message)}</p>` : '';
