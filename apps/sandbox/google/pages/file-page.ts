import type { Account, StoredFile } from '../core/kinds.js';
import type { World } from '../core/world.js';
import { linkTo } from '../drive/view.js';
import { breadcrumbs, commonActs, sizeText, timeText, topLinks, trashedNote } from './folder-page.js';
import { errorBox, escaped, layout } from './layout.js';

/** One file: what it is, how it looks, and what can be done with it. */
export function filePage(world: World, account: Account, file: StoredFile, problem?: string): string {
  const here = linkTo(file);
  return layout(
    `${file.name} – Drive (sandbox)`,
    `${topLinks(account)}
${breadcrumbs(world, file)}
<h1>${escaped(file.name)}</h1>
${errorBox(problem)}
${world.isTrashed(file) ? trashedNote(file, here) : ''}
${preview(file)}
<dl class="small"><dt>Type</dt><dd>${escaped(file.mimeType)}</dd><dt>Size</dt><dd>${sizeText(file.content?.size ?? 0)}</dd><dt>Changed</dt><dd>${timeText(file.modifiedTime)} UTC</dd></dl>
<p><a href="/file/d/${file.id}/content">Open the file itself</a></p>
<h2>Change it</h2>
<form method="post" action="${here}" enctype="multipart/form-data"><label class="field" for="file">Replace what is in it</label><input type="file" id="file" name="file" required><div class="row"><button class="main" type="submit" name="action" value="replace">Upload new version</button></div></form>
${commonActs(world, file)}`,
  );
}

/** The version is named, so that the browser doesn't show an older picture. */
const preview = ({ id, name, mimeType, content }: StoredFile): string =>
  content && /^image\/(png|jpeg|gif|webp|svg\+xml)/.test(mimeType)
    ? `<img class="preview" id="preview" src="/file/d/${id}/content?v=${content.revisionId}" alt="${escaped(name)}">`
    : '';
