// Uploads that go on where they stopped (tus 1.0): large ones, many at once, folders, and what was uploaded without a network. A file
// waits in this browser until the server has it; after a reload, a lost network or a restart of the server it goes on from there.
import { all, drop, exists, put } from './store.js';
import { toast } from './toast.js';
import { renewed } from './token.js';

const MB = 1024 * 1024, PART = 4 * MB, LARGE = 16 * MB, MANY = 20, AT_ONCE = 2;
const csrf = () => document.querySelector('meta[name=csrf-token]').content;
const user = () => document.body.dataset.user ?? '';
const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, '0')).join('');
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));
const base64 = text => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

// Each person's own: a browser may be shared.
const mine = upload => upload.user === user();
const loose = new Map();            // files the browser has no room to store: uploaded while the page stays open
const going = new Map();            // id → { offset, abort, state }
const cancelled = new Set();
const counts = { sent: 0, known: 0, failed: 0 };

const pending = async () => [...(await exists() ? (await all('uploads')).filter(mine) : []), ...loose.values()].filter(u => !u.known && !u.problem);
const save = async row => loose.has(row.id) ? void loose.set(row.id, row) : await put('uploads', row);
const forget = async id => { loose.delete(id); going.delete(id); if (await exists()) await drop('uploads', id); };

/** Takes files into the queue: they are uploaded one after the other, now or when there is a network. */
export async function queue(files) {
  const given = [...files].filter(f => !/^(\.|Thumbs\.db$|desktop\.ini$)/i.test(f.name) && f.size > 0);
  if (!given.length) return toast('No files to upload.', 'bad');
  for (const file of given) {
    const row = { id: key(), user: user(), file, name: file.name, at: Date.now() };
    try {
      await put('uploads', row);
    } catch {
      loose.set(row.id, row);
    }
  }
  if (!navigator.onLine) toast(given.length === 1 ? '1 file waits to be uploaded when you’re online.' : `${given.length} files wait to be uploaded when you’re online.`);
  await draw();
  send();
}

/** Whether these go better one by one than in one form. */
export const isMuch = files => files.length > MANY || [...files].reduce((sum, f) => sum + f.size, 0) > LARGE;

let sending = false;
export async function send() {
  if (sending || !navigator.onLine || document.body.classList.contains('bare') || !(loose.size || await exists())) return;
  sending = true;
  try {
    // One tab at a time; another one finds the rest.
    await (navigator.locks?.request('uploads', { ifAvailable: true }, lock => lock && sendAll()) ?? sendAll());
  } finally {
    sending = false;
  }
}

async function sendAll() {
  if (!await renewed()) return;
  const taken = new Set();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let row; navigator.onLine && (row = (await pending()).find(u => !taken.has(u.id)));) {
      taken.add(row.id);
      await transfer(row);
      // Cancelled while it was being saved here, it would come back.
      if (cancelled.has(row.id)) { await forget(row.id); await draw(); }
    }
  }));
  const { sent, known, failed } = counts;
  if (sent + known + failed) toast([`${sent} ${sent === 1 ? 'file' : 'files'} uploaded`, known && `${known} already here`, failed && `${failed} failed`].filter(Boolean).join(', ') + '.', failed ? 'bad' : 'good');
  Object.assign(counts, { sent: 0, known: 0, failed: 0 });
  await draw();
}

// Waits longer after each failure, and begins again with what the server has.
async function transfer(row) {
  if (cancelled.has(row.id)) return; // between being chosen and being begun
  const state = { offset: 0, abort: new AbortController(), row };
  going.set(row.id, state);
  await draw();
  for (let wait = 1000; navigator.onLine && !state.abort.signal.aborted; wait = Math.min(wait * 2, 30_000)) {
    try {
      if (await attempt(row, state)) return;
    } catch (error) {
      if (state.abort.signal.aborted) return;
      if (error.refused) {
        counts.failed++;
        await save({ ...row, problem: error.refused });
        return void await draw();
      }
    }
    await pause(wait);
  }
}

const ask = (address, method, headers, state, body) => fetch(address, {
  method, body, signal: state.abort.signal, headers: { 'Tus-Resumable': '1.0.0', 'X-CSRF-TOKEN': csrf(), ...headers },
});

/** True when it is through; an error with its sentence when the server will not have it; otherwise it is to be tried again. */
async function attempt(row, state) {
  if (row.url) {
    const head = await ask(row.url, 'HEAD', {}, state);
    if (head.ok && head.headers.has('X-Media-Id')) return await done(row, head);
    if (head.status === 404) row.url = null;
    else if (!head.ok) return await refuse(head);
    else state.offset = Number(head.headers.get('Upload-Offset'));
  }
  if (!row.url) {
    const words = `filename ${base64(row.name)},twins ${base64('tell')}`;
    const made = await ask('/api/upload/tus', 'POST', { 'Upload-Length': String(row.file.size), 'Upload-Metadata': words }, state);
    if (!made.ok) return await refuse(made);
    row.url = made.headers.get('Location');
    state.offset = 0;
    state.abort.signal.throwIfAborted();
    await save(row);
  }
  // A file that is whole but not taken yet is asked for with an empty part.
  do {
    const part = row.file.slice(state.offset, state.offset + PART);
    const answer = await ask(row.url, 'PATCH', { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(state.offset) }, state, part);
    if (!answer.ok) return await refuse(answer);
    state.offset = Number(answer.headers.get('Upload-Offset'));
    if (answer.headers.has('X-Media-Id') || answer.headers.has('X-Twin-Id')) return await done(row, answer);
    tell(row, state);
  } while (state.offset < row.file.size);
  return false;
}

// Signed out, an old token, another part on its way, too many requests or a server in trouble: later, from where it stopped.
async function refuse(answer) {
  if ([400, 401, 404, 409, 423, 429].includes(answer.status) || (answer.status >= 500 && answer.status !== 507)) return false;
  throw Object.assign(new Error(), { refused: (await answer.json().catch(() => null))?.title ?? 'This file was refused.' });
}

async function done(row, answer) {
  const twin = answer.headers.get('X-Twin-Id');
  if (twin) {
    counts.known++;
    await save({ ...row, file: null, url: null, known: { id: twin, sha256: answer.headers.get('X-Sha256') } });
    going.delete(row.id);
  } else {
    counts.sent++;
    await forget(row.id);
  }
  await draw();
  return true;
}

async function cancel(row) {
  const state = going.get(row.id);
  cancelled.add(row.id);
  state?.abort.abort();
  await forget(row.id);
  if (!row.known) end(state?.row.url ?? row.url);
  await draw();
}

// The server may not have noticed yet that the last part broke off.
async function end(url) {
  for (let tries = 0; url && tries < 5; tries++) {
    const answer = await fetch(url, { method: 'DELETE', headers: { 'Tus-Resumable': '1.0.0', 'X-CSRF-TOKEN': csrf() } }).catch(() => null);
    if (answer?.status !== 423) return;
    await pause(1000);
  }
}

async function keepBoth(row) {
  const answer = await fetch('/Gallery?handler=Both', {
    method: 'POST',
    headers: { 'X-CSRF-TOKEN': csrf(), 'HX-Request': 'true', 'HX-Request-Type': 'partial' },
    body: new URLSearchParams({ sha256: row.known.sha256, fileName: row.name }),
  }).catch(() => null);
  if (!answer?.ok) return toast('This could not be saved. Try again.', 'bad');
  await forget(row.id);
  await draw();
}

const text = (tag, content, more) => Object.assign(document.createElement(tag), { textContent: content }, more);
const button = (label, name, act) => {
  const made = text('button', label, { type: 'button', className: 'quiet' });
  made.setAttribute('aria-label', `${label}: ${name}`);
  made.addEventListener('click', act);
  return made;
};

function line(row) {
  const made = document.createElement('li'), state = going.get(row.id);
  made.dataset.transfer = row.id;
  made.append(text('span', row.name, { className: 'clip', dir: 'auto' }));
  if (row.known) {
    made.append(text('a', 'Already here', { href: `/Gallery/${row.known.id}` }), button('Keep both', row.name, () => keepBoth(row)), button('Dismiss', row.name, () => cancel(row)));
  } else if (row.problem) {
    made.append(text('span', row.problem, { className: 'bad small' }), button('Dismiss', row.name, () => cancel(row)));
  } else {
    const bar = Object.assign(document.createElement('progress'), { max: row.file.size, value: state?.offset ?? 0 });
    bar.setAttribute('aria-label', row.name);
    made.append(bar, button('Cancel', row.name, () => cancel(row)));
  }
  return made;
}

function tell(row, state) {
  const bar = document.querySelector(`[data-transfer="${row.id}"] progress`);
  if (bar) bar.value = state.offset;
}

let drawn = Promise.resolve();
const draw = () => drawn = drawn.then(drawNow, drawNow);
async function drawNow() {
  const rows = [...(await exists() ? (await all('uploads')).filter(mine) : []), ...loose.values()].sort((a, b) => a.at - b.at);
  let place = document.getElementById('transfers');
  // What came of them is told where they were uploaded; elsewhere only what is still on its way.
  const waits = rows.filter(r => !r.known && !r.problem).length, many = 100;
  if (!waits && !(rows.length && location.pathname === '/Gallery')) return void place?.remove();
  if (!place) {
    place = Object.assign(document.createElement('section'), { id: 'transfers', className: 'transfers' });
    place.setAttribute('aria-label', 'Uploads');
    document.body.append(place);
  }
  const head = text('p', waits ? `${waits} ${waits === 1 ? 'upload' : 'uploads'} ${navigator.onLine ? 'on the way' : 'waiting for a network'}` : 'Uploads', { className: 'strong' });
  const list = document.createElement('ul');
  list.append(...rows.slice(0, many).map(line));
  const actions = document.createElement('div');
  actions.className = 'actions start';
  if (waits > 1) actions.append(button('Cancel all', 'uploads', () => Promise.all(rows.filter(r => !r.known && !r.problem).map(cancel))));
  if (rows.length - waits > 1) actions.append(button('Dismiss all', 'uploads', () => Promise.all(rows.filter(r => r.known || r.problem).map(cancel))));
  place.replaceChildren(head, list, actions);
}

// A form of files leaves to the queue what is too much for one request, and everything while there is no network.
document.addEventListener('htmx:before:request', e => {
  const form = e.detail.ctx.sourceElement;
  if (!form?.matches?.('form[data-upload]')) return;
  const files = form.querySelector('input[type=file]').files;
  if (navigator.onLine && !(form.matches('[data-drop]') && isMuch(files))) return;
  e.preventDefault();
  queue(files).then(() => form.reset());
});
document.addEventListener('change', e => {
  if (!e.target.matches?.('input[data-folder]') || !e.target.files.length) return;
  queue(e.target.files).then(() => { e.target.value = ''; });
});

addEventListener('online', () => { draw(); send(); });
addEventListener('offline', draw);
if (!document.body.classList.contains('bare')) {
  exists().then(there => there && draw()).catch(() => { });
  send();
}
