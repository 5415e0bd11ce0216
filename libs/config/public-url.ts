/**
 * The origin of a public address, or what is wrong with it. The console and its cookies are served at the root of their
 * host, so a path would lead every link into nothing.
 */
export function originOfPublicUrl(address: string): { origin: string } | { problem: string } {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return { problem: 'an address that starts with https:// or http://' };
  const extra = [
    url.pathname.replace(/\/+$/, '') !== '' && `the path ${url.pathname}`,
    url.search !== '' && `the query ${url.search}`,
    url.hash !== '' && `the fragment ${url.hash}`,
    (url.username !== '' || url.password !== '') && 'a user name or password',
  ].filter((each) => each !== false);
  if (extra.length === 0) return { origin: url.origin };
  return {
    problem: `only scheme, host and port, like ${url.origin}, since the console is served at the root of its host; leave out ${extra.join(' and ')}`,
  };
}
