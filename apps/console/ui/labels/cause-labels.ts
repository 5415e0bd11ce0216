/** A cause as people read it: what differs from case to case is left open, without the marks that stand for it. */
export const causeText = (message: string): string =>
  message
    .replace(/\s*\((?:HTTP )?<n>\)/g, '')
    .replace(/^Tried <n> times?\. /, 'Tried several times. ')
    .replace(/<(?:n|id|hash)>/g, '…')
    .replace(/\s*\(\)/g, '');
