// The service worker: answers from what is kept in this browser when there is no network. It only ever reads what a page has put there;
// what is kept is chosen by people (offline.js), so nothing of a studio lies in a browser by accident.
const VERSION = 'v1';
const SHELL = `shell-${VERSION}`, PAGES = `kept-pages-${VERSION}`, MEDIA = `kept-media-${VERSION}`;
const OURS = [SHELL, PAGES, MEDIA];
const OFFLINE = '/offline.html';

addEventListener('install', e => e.waitUntil(caches.open(SHELL).then(c => c.add(new Request(OFFLINE, { cache: 'reload' }))).then(() => skipWaiting())));
addEventListener('activate', e => e.waitUntil((async () => {
  for (const name of await caches.keys()) if (/^(shell|kept-pages|kept-media)-/.test(name) && !OURS.includes(name)) await caches.delete(name);
  await clients.claim();
})()));

const isShell = url => /^\/(js|css|lib|img|_content)\//.test(url.pathname) || url.pathname === '/favicon.svg';
const isMedia = url => url.pathname.startsWith('/media/');

addEventListener('fetch', e => {
  const url = new URL(e.request.url);
  if (e.request.method !== 'GET' || url.origin !== location.origin || url.pathname === '/live' || url.pathname.startsWith('/api/')) return;
  if (isShell(url)) e.respondWith(shell(e.request));
  else if (isMedia(url)) e.respondWith(media(e.request, url));
  else e.respondWith(page(e.request, url));
});

// Fingerprinted files never change: what was loaded once is good.
async function shell(request) {
  const kept = await caches.match(request, { cacheName: SHELL });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && answer.status === 200) (await caches.open(SHELL)).put(request, answer.clone());
  return answer;
}

async function media(request, url) {
  const kept = await keptMedia(request, url, false);
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    return await keptMedia(request, url, true) ?? Promise.reject(error);
  }
}

async function keptMedia(request, url, anything) {
  const cache = await caches.open(MEDIA);
  const exact = await cache.match(url.pathname, { ignoreVary: true });
  if (exact) return request.headers.has('range') ? part(request, exact) : exact;
  if (!anything) return null;
  const id = url.pathname.split('/')[2];
  return await cache.match(`/media/${id}/thumb/1280`, { ignoreVary: true }) ?? await cache.match(`/media/${id}/thumb/320`, { ignoreVary: true }) ?? null;
}

// A player asks for parts of a clip; a cache has only the whole.
async function part(request, whole) {
  const asked = /bytes=(\d*)-(\d*)/.exec(request.headers.get('range'));
  const bytes = await whole.blob();
  if (!asked) return whole;
  const from = asked[1] === '' ? Math.max(0, bytes.size - Number(asked[2])) : Number(asked[1]);
  const to = asked[1] !== '' && asked[2] !== '' ? Math.min(Number(asked[2]), bytes.size - 1) : bytes.size - 1;
  if (from > to) return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${bytes.size}` } });
  return new Response(bytes.slice(from, to + 1), {
    status: 206,
    headers: { 'Content-Type': whole.headers.get('content-type'), 'Content-Range': `bytes ${from}-${to}/${bytes.size}`, 'Content-Length': to - from + 1, 'Accept-Ranges': 'bytes' },
  });
}

// A page is always asked for first: what is kept may be old.
async function page(request, url) {
  try {
    return await fetch(request);
  } catch (error) {
    const cache = await caches.open(PAGES);
    const kept = await cache.match(url.pathname + url.search, { ignoreVary: true }) ?? (request.mode === 'navigate' ? await cache.match(url.pathname, { ignoreVary: true }) : null);
    if (kept) return kept;
    if (request.mode === 'navigate') return await caches.match(OFFLINE, { cacheName: SHELL }) ?? Promise.reject(error);
    throw error;
  }
}
