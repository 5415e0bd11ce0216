import type { Account, StoredFile } from '../core/kinds.js';
import { FOLDER, type World } from '../core/world.js';
import { linkTo } from '../drive/view.js';
import { errorBox, escaped, layout } from './layout.js';

export const sizeText = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 2 ** 20
      ? `${Math.round(bytes / 1024)} KB`
      : `${(bytes / 2 ** 20).toFixed(1)} MB`;

export const timeText = (time: string): string =>
  new Date(time).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

/** Links that stand on every page of an account. */
export const topLinks = ({ id, name, rootId }: Account): string => `<nav class="top" aria-label="Drive">
<a href="/drive/folders/${rootId}">My Drive</a>
<a href="/drive/trash/${encodeURIComponent(id)}">Trash</a>
<a href="/account/${encodeURIComponent(id)}">Account</a>
<span class="who small">${escaped(name)} · <a href="/">switch account</a></span>
</nav>`;

/** The way from My Drive down to a file. */
export function breadcrumbs(world: World, file: StoredFile): string {
  const way: string[] = [];
  for (let at = file.parent; at !== null;) {
    const folder: StoredFile = world.store.need('file', at);
    way.unshift(`<a href="${linkTo(folder)}">${escaped(folder.name)}</a>`);
    at = folder.parent;
  }
  return way.length > 0 ? `<p class="small soft">${way.join(' › ')} ›</p>` : '';
}

const order = new Intl.Collator('en', { numeric: true });
const sorted = (files: StoredFile[]): StoredFile[] =>
  files.sort((a, b) => Number(b.mimeType === FOLDER) - Number(a.mimeType === FOLDER) || order.compare(a.name, b.name));

/** Drawn, since a machine may have no font with pictures. */
const ICONS = {
  folder: '<path fill="#5f6368" d="M2 5h7l2 2h11v12H2z"/>',
  image: '<path fill="#b3261e" d="M3 3h18v18H3zm2 14h14l-5-7-3.5 4.5-2-2.5z"/>',
  pdf: '<path fill="#b3261e" d="M5 2h10l4 4v16H5zm3 9v2h8v-2zm0 4v2h8v-2z"/>',
  other: '<path fill="#0b57d0" d="M5 2h10l4 4v16H5zm3 9v2h8v-2zm0 4v2h8v-2z"/>',
};
function icon({ mimeType }: StoredFile): string {
  const kind = mimeType === FOLDER ? 'folder' : mimeType.startsWith('image/') ? 'image' : 'other';
  const drawing = mimeType === 'application/pdf' ? ICONS.pdf : ICONS[kind];
  return `<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">${drawing}</svg>`;
}

function fileTable(files: StoredFile[]): string {
  if (files.length === 0) return '<p class="soft" id="empty">Nothing here.</p>';
  const rows = files.map(
    (file) => `<tr><td class="name">${icon(file)}<a href="${linkTo(file)}">${escaped(file.name)}</a></td>
<td class="wide">${timeText(file.modifiedTime)}</td><td class="wide">${file.content ? sizeText(file.content.size) : '–'}</td></tr>`,
  );
  return `<table><thead><tr><th scope="col">Name</th><th scope="col" class="wide">Changed (UTC)</th><th scope="col" class="wide">Size</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`;
}

/** What lies in a folder, and what can be done there. */
export function folderPage(world: World, account: Account, folder: StoredFile, problem?: string): string {
  const here = linkTo(folder);
  const files = world.childrenOf(folder.id).filter(({ trashed }) => !trashed);
  return layout(
    `${folder.name} – Drive (sandbox)`,
    `${topLinks(account)}
${breadcrumbs(world, folder)}
<h1>${escaped(folder.name)}</h1>
${errorBox(problem)}
${world.isTrashed(folder) ? trashedNote(folder, here) : ''}
${fileTable(sorted(files))}
<h2>In this folder</h2>
<div class="cards">
<form method="post" action="${here}" enctype="multipart/form-data"><label class="field" for="upload">Upload a file</label><input type="file" id="upload" name="file" required><div class="row"><button type="submit" name="action" value="upload">Upload</button></div></form>
<form method="post" action="${here}"><label class="field" for="new-folder">New folder</label><input type="text" id="new-folder" name="name" required maxlength="255"><div class="row"><button type="submit" name="action" value="new-folder">Make folder</button></div></form>
</div>
${folder.parent === null ? '' : `<h2>This folder</h2>\n${commonActs(world, folder)}`}`,
  );
}

/** Everything that lies in the trash of an account. */
export function trashPage(world: World, account: Account): string {
  const files = world.store.all('file').filter((file) => file.trashed && file.owner === account.id);
  return layout(
    'Trash – Drive (sandbox)',
    `${topLinks(account)}
<h1>Trash</h1>
${fileTable(sorted(files))}`,
  );
}

export const trashedNote = (file: StoredFile, here: string): string =>
  file.trashed
    ? `<p class="error" id="trashed">This is in the trash.</p>
<form method="post" action="${here}" class="row"><button type="submit" name="action" value="restore">Restore</button><button class="bad" type="submit" name="action" value="delete">Delete forever</button></form>`
    : '<p class="error" id="trashed">This lies in a folder that is in the trash.</p>';

/** Rename, move and trash, as files and folders both have it. */
export function commonActs(world: World, file: StoredFile): string {
  const here = linkTo(file);
  const inside = new Set([file.id, ...world.descendantsOf(file.id).map(({ id }) => id)]);
  const targets = world.store
    .all('file')
    .filter((each) => each.mimeType === FOLDER && each.owner === file.owner && each.driveId === file.driveId)
    .filter((each) => !inside.has(each.id) && each.id !== file.parent && !world.isTrashed(each));
  const options = targets.map(({ id, name }) => `<option value="${id}">${escaped(name)}</option>`).join('');
  return `<div class="cards">
<form method="post" action="${here}"><label class="field" for="name">Name</label><input type="text" id="name" name="name" value="${escaped(file.name)}" required maxlength="255"><div class="row"><button type="submit" name="action" value="rename">Rename</button></div></form>
${targets.length > 0 ? `<form method="post" action="${here}"><label class="field" for="folder">Move to</label><select id="folder" name="folder">${options}</select><div class="row"><button type="submit" name="action" value="move">Move</button></div></form>` : ''}
</div>
${file.trashed ? '' : `<form method="post" action="${here}" class="row"><button class="bad" type="submit" name="action" value="trash">Move to trash</button></form>`}`;
}
