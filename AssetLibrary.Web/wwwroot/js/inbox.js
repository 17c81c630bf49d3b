// Deciding with the keyboard: what is decided leaves the list at once, the server is told in the order of the keys, one request
// at a time, and keys that come meanwhile wait. Each key is a decision of its own; those made in one go can be undone as one.
import htmx from '../lib/htmx/htmx.esm.min.js';

const csrf = document.querySelector('meta[name=csrf-token]').content;
const inbox = () => document.getElementById('inbox');
const lines = () => [...document.querySelectorAll('#inbox-lines li[id^=line-]')];
const current = () => document.querySelector('#inbox-lines li:has(> [aria-current=true])');
const said = text => { document.getElementById('inbox-said').textContent = text; };
const idOf = line => line.id.slice('line-'.length);

const waiting = [];                 // { address, id, name }: the first is on its way
const own = new Map();              // decided here: when it was saved, Infinity until then
let sending = false, burst = 0, lastKey = 0, outdated = false, held = null;
let wanted = null;                  // chosen in the list and not shown yet

const panel = () => document.getElementById('candidate-panel');
const refresh = () => document.getElementById('inbox-news')?.dispatchEvent(new CustomEvent('app:live'));

function mark(line) {
  current()?.querySelector('[aria-current]')?.removeAttribute('aria-current');
  line?.querySelector('a')?.setAttribute('aria-current', 'true');
  // The list scrolls, never the page: on a phone the candidate would be gone.
  const list = line?.closest('.queue');
  if (list && (line.offsetTop < list.scrollTop || line.offsetTop + line.offsetHeight > list.scrollTop + list.clientHeight)) list.scrollTop = line.offsetTop - list.clientHeight / 2;
}

function decide(verb) {
  const line = current();
  if (!line) return;
  const all = lines(), next = all[all.indexOf(line) + 1] ?? all[all.indexOf(line) - 1];
  const name = line.querySelector('a > span').textContent;
  waiting.push({ address: inbox().dataset[verb], id: idOf(line), name });
  own.set(idOf(line), Infinity);
  wanted = null;
  burst = performance.now() - lastKey < 700 ? burst + 1 : 1;
  lastKey = performance.now();
  mark(next);
  line.remove();
  const title = document.getElementById('candidate-name');
  if (title && next) { title.textContent = next.querySelector('a > span').textContent; panel().setAttribute('aria-busy', 'true'); panel().inert = true; }
  said(`${name} ${verb === 'accept' ? 'accepted' : 'rejected'}. ${next ? `Next: ${next.querySelector('a > span').textContent}` : 'No more candidates.'}`);
  count();
  send();
}

function count() {
  const out = document.querySelector('[data-pending]');
  if (out) { out.hidden = !waiting.length; out.textContent = `Saving ${waiting.length}…`; }
}

// Saved even when the page is left while it is on its way.
const post = ({ address, id }) => fetch(address, {
  method: 'POST',
  keepalive: true,
  headers: { 'X-CSRF-TOKEN': csrf, 'HX-Request': 'true', 'HX-Request-Type': 'partial', 'Content-Type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({ ids: id, fast: 'true' }),
});

async function send() {
  if (sending || !waiting.length) return;
  const { address, id } = waiting[0], at = new URL(address, location.href), view = seen();
  if (view.candidate) at.searchParams.set('next', view.candidate);
  sending = true;
  count();
  try {
    // A connection that breaks once is no failure, and breaks too when the page is being left: the rest is sent then (pagehide).
    const answer = await post({ address: at, id }).catch(() => new Promise(again => setTimeout(again, 1000)).then(() => post({ address: at, id })));
    if (!answer.ok) throw Object.assign(new Error(), { problem: answer });
    const html = await answer.text();
    own.set(id, performance.now());
    waiting.shift();
    // What was decided meanwhile is newer than this answer: only the last one is shown.
    if (!waiting.length) await show(html, view);
  } catch (error) {
    waiting.forEach(w => own.delete(w.id));
    waiting.length = 0;
    held = null;
    await failed(error.problem);
  }
  sending = false;
  count();
  if (waiting.length) return send();
  if (outdated) { outdated = false; refresh(); }
  const button = held;
  held = null;
  if (button?.isConnected) button.click();
}

// Deciding twice is deciding once.
addEventListener('pagehide', () => waiting.forEach(post));

// What a request that began before a decision was saved may say too late.
const isInbox = ctx => ctx.target?.id === 'inbox';
const isNews = ctx => ctx.sourceElement?.id === 'inbox-news';
const isTooOld = (ctx, id) => own.get(id) > ctx.askedAt;

document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => { ctx.askedAt = performance.now(); });
document.addEventListener('htmx:before:swap', e => {
  const { ctx } = e.detail, line = ctx.sourceElement?.closest?.('#inbox-lines li');
  // A candidate that was left again while it was on its way.
  if (ctx.target?.id === 'candidate-panel' && line && line !== current()) e.preventDefault();
  if (!isNews(ctx) || (!waiting.length && lastKey < ctx.askedAt)) return;
  e.preventDefault();
  if (waiting.length) outdated = true;
  else refresh();
});
document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  if (!ctx || (!isInbox(ctx) && ctx.target?.id !== 'candidate-panel')) return;
  if (isInbox(ctx)) wanted = null;    // a new list shows its own
  const old = isInbox(ctx) ? lines().filter(l => isTooOld(ctx, idOf(l))) : [];
  if (old.length) {
    const leaves = old.includes(current());
    old.forEach(l => l.remove());
    if (leaves) mark(lines()[0]);
    if (waiting.length) outdated = true; else refresh();
  }
  agree();
  if (ctx.sourceElement?.closest?.('#inbox-lines')) inSight();
  count();
});

document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
  const line = ctx.target?.id === 'candidate-panel' && ctx.sourceElement?.closest?.('#inbox-lines li');
  if (!line || idOf(line) !== wanted) return;
  wanted = null;
  agree();
});

/** The filter and the candidate that somebody is looking at: an answer for another view is not shown over it. */
const seen = () => ({ filter: inbox()?.dataset.accept, candidate: current() && idOf(current()) });

// Keys decide the marked line: it is the one whose candidate is shown, or on its way.
function agree() {
  if (wanted) return;
  const shown = panel()?.dataset.candidate, line = current();
  if (shown && !panel().inert && line && idOf(line) !== shown) mark(document.getElementById(`line-${shown}`));
}

// On a phone the list lies below the candidate.
function inSight() {
  if (matchMedia('(width < 44rem)').matches) panel()?.scrollIntoView({ block: 'start', behavior: 'instant' });
}

async function show(html, view) {
  const now = seen();
  if (now.filter !== view.filter) { outdated = true; return; }
  const parts = document.createElement('template');
  parts.innerHTML = html;
  if (now.candidate !== view.candidate) parts.content.querySelector('[hx-target="#candidate-panel"]')?.remove();
  await htmx.swap({ sourceElement: document.body, text: parts.innerHTML, target: document.body, swap: 'none' });
  agree();
  inSight();
  const undo = document.querySelector('[data-burst]');
  if (undo && burst > 1) { undo.hidden = false; undo.value = burst; undo.firstElementChild.textContent = `Undo last ${burst}`; }
}

// Nothing is lost: the list comes again as it is stored.
async function failed(answer) {
  let text = 'That could not be saved. Check the connection and try again.';
  try { const problem = answer && await answer.json(); text = problem?.detail ?? problem?.title ?? text; } catch { /* no problem details */ }
  document.dispatchEvent(new CustomEvent('app:toast', { detail: { text, tone: 'bad' } }));
  refresh();
}

// Undo and the like are about what is saved: pressed earlier, they wait.
document.addEventListener('click', e => {
  const button = e.target.closest?.('#inbox form button:not([data-decide], [type=button]), #inbox-bulk button, button[form=inbox-bulk]');
  if (!button || !waiting.length) return;
  e.preventDefault();
  e.stopImmediatePropagation();
  held = button;
}, true);

document.addEventListener('click', e => {
  const button = e.target.closest?.('[data-decide]');
  if (button && current()) { e.preventDefault(); decide(button.dataset.decide); return; }
  const step = e.target.closest?.('[data-step]');
  if (step) {
    const all = lines(), at = all.indexOf(current());
    all[(at + Number(step.dataset.step) + all.length) % all.length]?.querySelector('a').click();
    return;
  }
  const link = e.target.closest?.('#inbox-lines li > a');
  if (link && !e.ctrlKey && !e.metaKey && !e.shiftKey) { wanted = idOf(link.parentElement); mark(link.parentElement); said(link.firstElementChild.textContent); }
});

// What this person decided is no news: the list has it already.
document.addEventListener('app:live', e => {
  if (e.target.closest?.('#inbox') && performance.now() - (own.get(e.detail?.id) ?? -Infinity) < 5000) e.stopImmediatePropagation();
}, true);

// News keeps the candidate that is looked at.
document.addEventListener('htmx:config:request', ({ detail: { ctx } }) => {
  if (!isNews(ctx) || !current()) return;
  const at = new URL(ctx.request.action, location.href);
  at.searchParams.set('c', idOf(current()));
  ctx.request.action = at.pathname + at.search;
});

// A form that goes on to the next candidate says which that is.
document.addEventListener('htmx:config:request', ({ detail: { ctx } }) => {
  if (!ctx.request.action?.includes('/Inbox/') || ctx.request.method !== 'POST') return;
  const all = lines(), at = all.indexOf(current());
  const body = ctx.request.body, gone = new Set(body?.getAll?.('ids') ?? []);
  const next = [...all.slice(at + 1), ...all.slice(0, at)].find(l => !gone.has(idOf(l)));
  if (next && !ctx.request.action.includes('next=')) ctx.request.action += (ctx.request.action.includes('?') ? '&' : '?') + 'next=' + idOf(next);
});
