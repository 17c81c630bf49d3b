// Keeping a project or chosen files in this browser. [data-keep-offline] holds the address of a set.
import { all, drop, put } from './store.js';
import { toast } from './toast.js';

const SHELL = 'shell-v1', PAGES = 'kept-pages-v1', MEDIA = 'kept-media-v1';
const AT_ONCE = 4, LARGE = 100 * 1024 * 1024, MB = 1024 * 1024;
const csrf = () => document.querySelector('meta[name=csrf-token]').content;

export const budget = () => Number(localStorage.getItem('offline-budget') ?? 500) * MB;

async function worker() {
  if (!('serviceWorker' in navigator)) throw new Error('This browser can’t keep pages offline.');
  localStorage.setItem('offline', 'yes');
  await navigator.serviceWorker.register('/sw.js');
  await navigator.serviceWorker.ready;
}

// What is looked at stays longest.
async function touch() {
  for (const set of await all('kept')) {
    if (set.pages.includes(location.pathname)) await put('kept', { ...set, usedAt: Date.now() });
  }
}

async function forget(set, others) {
  const needed = new Set(others.flatMap(o => [...o.pages, ...o.pictures]));
  for (const [name, urls] of [[PAGES, set.pages], [MEDIA, set.pictures]]) {
    const cache = await caches.open(name);
    for (const url of urls) if (!needed.has(url)) await cache.delete(url, { ignoreVary: true });
  }
  await drop('kept', set.address);
}

async function makeRoom(bytes, but) {
  const estimate = await navigator.storage?.estimate?.();
  let sets = (await all('kept')).filter(s => s.address !== but).sort((a, b) => a.usedAt - b.usedAt);
  const used = () => sets.reduce((sum, s) => sum + s.bytes, 0);
  const most = Math.min(budget(), estimate?.quota ? estimate.quota * 0.8 : Infinity);
  const gone = [];
  while (sets.length && used() + bytes > most) {
    const [oldest, ...rest] = sets;
    await forget(oldest, rest);
    gone.push(oldest.name);
    sets = rest;
  }
  return { fits: used() + bytes <= most, gone };
}

// The files that pages need to look and work as they do: every module, and what this page has loaded of styles, fonts and icons.
async function keepShell() {
  const shell = await caches.open(SHELL);
  const modules = Object.values(JSON.parse(document.querySelector('script[type=importmap]')?.textContent ?? '{}').imports ?? {});
  const loaded = performance.getEntriesByType('resource').map(r => new URL(r.name)).filter(u => u.origin === location.origin && /^\/(js|css|lib|img)\//.test(u.pathname)).map(u => u.pathname);
  await Promise.all([...new Set([...modules, ...loaded, '/favicon.svg'])].map(async url => {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) await shell.put(url, answer);
  }));
}

/** Keeps a set: tells after each address how many are kept; what does not fit is said, and nothing that was kept is lost half. */
export async function keep(address, originals, tell) {
  await worker();
  await navigator.storage?.persist?.();
  // Chosen files are named in a body: there may be more of them than an address can hold.
  const [path, ids] = address.split('?ids=');
  const answer = await fetch(path, !ids ? { headers: { Accept: 'application/json' } } : {
    method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-TOKEN': csrf() }, body: JSON.stringify({ ids: ids.split(',') }),
  });
  if (!answer.ok || answer.redirected) throw new Error('This can’t be kept offline.');
  const set = await answer.json();
  const files = originals ? set.originals.filter(o => o.bytes <= LARGE).map(o => o.url) : [];
  const pictures = [...set.pictures, ...files], total = set.pages.length + pictures.length;
  let done = 0, bytes = 0, stopped = null;
  const failed = [], kept = { pages: [], pictures: [] };
  const queue = [...set.pages.map(url => [PAGES, url]), ...pictures.map(url => [MEDIA, url])];
  tell(0, total);
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (queue.length && !stopped) {
      const [name, url] = queue.shift();
      try {
        const got = await fetch(url, { headers: name === PAGES ? { Accept: 'text/html' } : {}, cache: name === PAGES ? 'no-cache' : 'default' });
        if (!got.ok || got.redirected) throw new Error(String(got.status));
        const size = (await got.clone().blob()).size;
        if (bytes + size > budget()) { stopped = 'full'; break; }
        await (await caches.open(name)).put(url, got);
        bytes += size;
        kept[name === PAGES ? 'pages' : 'pictures'].push(url);
      } catch (error) {
        if (error.name === 'QuotaExceededError') { stopped = 'full'; break; }
        failed.push(url);
      }
      tell(++done, total);
    }
  }));
  // What was kept of it before and not this time is let go, so that nothing lies here uncounted.
  const before = (await all('kept')).find(s => s.address === address);
  if (before) await forget({ ...before, pages: before.pages.filter(u => !kept.pages.includes(u)), pictures: before.pictures.filter(u => !kept.pictures.includes(u)) }, (await all('kept')).filter(s => s.address !== address));
  const row = { address, name: set.name, pages: kept.pages, pictures: kept.pictures, total, bytes, at: Date.now(), usedAt: Date.now() };
  const room = await makeRoom(bytes, address);
  await put('kept', row);
  await keepShell();
  return { ...row, failed, stopped, skipped: originals ? set.originals.length - files.length : 0, gone: room.gone };
}

// Shown among the library's devices; nobody counts on it, so a lost message does no harm.
async function report() {
  const sets = await all('kept'), id = localStorage.getItem('device-id') ?? crypto.randomUUID();
  localStorage.setItem('device-id', id);
  const kept = { name: navigator.userAgentData?.platform ?? navigator.platform, files: sets.reduce((sum, s) => sum + s.pictures.length, 0), bytes: sets.reduce((sum, s) => sum + s.bytes, 0) };
  await fetch(`/api/v1/devices/${id}/kept`, { method: 'PUT', headers: { 'Content-Type': 'application/json', 'X-CSRF-TOKEN': csrf() }, body: JSON.stringify(kept) }).catch(() => null);
}

document.addEventListener('click', async e => {
  const button = e.target.closest?.('[data-keep-offline]');
  if (!button || button.disabled) return;
  e.preventDefault();
  const picked = [...document.querySelectorAll('#wall input[name=ids]:checked')].map(b => b.value);
  const address = 'keepPicked' in button.dataset ? button.dataset.keepOffline + '?ids=' + picked.join(',') : button.dataset.keepOffline;
  const label = button.querySelector('[data-keep-label]') ?? button;
  const before = label.textContent;
  button.disabled = true;
  try {
    const kept = await keep(address, document.querySelector('[data-keep-originals]')?.checked, (done, total) => { label.textContent = `Cached ${done}/${total}`; });
    const lost = kept.failed.length ? ` ${kept.failed.length} could not be loaded.` : '';
    const gone = kept.gone.length ? ` Removed to make room: ${kept.gone.join(', ')}.` : '';
    if (kept.stopped) toast(`The space for offline files is full: ${kept.pages.length + kept.pictures.length} of ${kept.total} are kept.${gone}`, 'bad');
    else toast(`“${kept.name}” is kept offline: ${kept.pages.length + kept.pictures.length} of ${kept.total}, ${(kept.bytes / MB).toFixed(1)} MB.${lost}${gone}`);
  } catch (error) {
    toast(error.message || 'This can’t be kept offline.', 'bad');
  }
  label.textContent = before;
  button.disabled = false;
  list();
  report();
});

// The page that lists what is kept.
async function list() {
  const place = document.querySelector('[data-kept]');
  if (!place) return;
  const sets = (await all('kept')).sort((a, b) => b.usedAt - a.usedAt);
  const used = sets.reduce((sum, s) => sum + s.bytes, 0), estimate = await navigator.storage?.estimate?.();
  place.querySelector('[data-kept-usage]').textContent = `${(used / MB).toFixed(1)} MB of ${(budget() / MB).toFixed(0)} MB used${estimate?.quota ? `; the browser allows ${(estimate.quota / MB / 1024).toFixed(1)} GB` : ''}.`;
  place.querySelector('[data-budget]').value = budget() / MB;
  place.querySelector('[data-kept-none]').hidden = sets.length > 0;
  place.querySelector('[data-kept-list]').replaceChildren(...sets.map(set => {
    const line = document.createElement('li'), link = document.createElement('a'), remove = document.createElement('button');
    link.href = set.pages[0] ?? '/';
    link.textContent = `${set.name} · ${set.pages.length + set.pictures.length} of ${set.total} · ${(set.bytes / MB).toFixed(1)} MB`;
    remove.type = 'button';
    remove.className = 'quiet';
    remove.textContent = 'Remove';
    remove.setAttribute('aria-label', `Remove ${set.name}`);
    remove.addEventListener('click', async () => { await forget(set, sets.filter(s => s !== set)); list(); report(); });
    line.append(link, remove);
    return line;
  }));
}

document.addEventListener('submit', e => {
  if (!e.target.matches?.('[data-kept-budget]')) return;
  e.preventDefault();
  localStorage.setItem('offline-budget', String(Math.max(50, Number(e.target.elements.budget.value) || 500)));
  makeRoom(0, null).then(list);
});

if (document.body.classList.contains('bare')) {
  // Nobody is signed in: what the last person kept is not for the next one.
  globalThis.caches?.keys().then(names => names.filter(n => n.startsWith('kept-')).forEach(n => caches.delete(n)));
  if (localStorage.getItem('offline')) all('kept').then(sets => sets.forEach(s => drop('kept', s.address))).catch(() => { });
} else {
  if (localStorage.getItem('offline') && 'serviceWorker' in navigator) {
    navigator.serviceWorker.register('/sw.js').catch(() => { });
    touch().catch(() => { });
  }
  list();
}
