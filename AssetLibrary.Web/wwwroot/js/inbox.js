// Deciding with the keyboard: what is decided leaves the list at once, the server is told in the order of the keys, one request
// at a time, and keys that come meanwhile wait. Each key is a decision of its own; those made in one go can be undone as one.
import htmx from '../lib/htmx/htmx.esm.min.js';

const csrf = document.querySelector('meta[name=csrf-token]').content;
const inbox = () => document.getElementById('inbox');
const lines = () => [...document.querySelectorAll('#inbox-lines li[id^=line-]')];
const current = () => document.querySelector('#inbox-lines li:has(> [aria-current=true])');
const said = text => { document.getElementById('inbox-said').textContent = text; };
const idOf = line => line.id.slice('line-'.length);

const waiting = [];                 // { verb, id, name }
const own = new Set();              // decided here: no news to this tab
let sending = false, burst = 0, lastKey = 0, missedNews = false;

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
  waiting.push({ verb, id: idOf(line), name });
  own.add(idOf(line));
  burst = performance.now() - lastKey < 700 ? burst + 1 : 1;
  lastKey = performance.now();
  mark(next);
  line.remove();
  const title = document.getElementById('candidate-name');
  if (title && next) { title.textContent = next.querySelector('a > span').textContent; const panel = document.getElementById('candidate-panel'); panel.setAttribute('aria-busy', 'true'); panel.inert = true; }
  said(`${name} ${verb === 'accept' ? 'accepted' : 'rejected'}. ${next ? `Next: ${next.querySelector('a > span').textContent}` : 'No more candidates.'}`);
  count();
  send();
}

function count() {
  const out = document.querySelector('[data-pending]');
  if (out) { out.hidden = !waiting.length && !sending; out.textContent = `Saving ${waiting.length + (sending ? 1 : 0)}…`; }
}

async function send() {
  if (sending || !waiting.length) return;
  const { verb, id } = waiting.shift();
  sending = true;
  count();
  const address = new URL(inbox().dataset[verb], location.href), shown = current();
  if (shown) address.searchParams.set('next', idOf(shown));
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'X-CSRF-TOKEN': csrf, 'HX-Request': 'true', 'HX-Request-Type': 'partial', 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ids: id, fast: 'true' }),
    });
    if (!answer.ok) throw Object.assign(new Error(), { problem: answer });
    // What was decided meanwhile is newer than this answer: only the last one is shown.
    const html = await answer.text();
    if (!waiting.length) await show(html);
  } catch (error) {
    waiting.length = 0;
    await failed(error.problem);
  } finally {
    sending = false;
    count();
    send();
    if (!sending && missedNews) { missedNews = false; document.getElementById('inbox-news')?.dispatchEvent(new CustomEvent('app:live')); }
  }
}

// News that was asked for before a decision would bring the decided line back: it is asked for again once all is said.
const isNews = ctx => ctx.sourceElement?.id === 'inbox-news';
document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => { if (isNews(ctx)) ctx.askedAt = performance.now(); });
document.addEventListener('htmx:before:swap', e => {
  const { ctx } = e.detail;
  if (!isNews(ctx) || (!sending && !waiting.length && lastKey < ctx.askedAt)) return;
  e.preventDefault();
  if (sending || waiting.length) missedNews = true;
  else document.getElementById('inbox-news')?.dispatchEvent(new CustomEvent('app:live'));
});

async function show(html) {
  await htmx.swap({ sourceElement: document.body, text: html, target: document.body, swap: 'none' });
  if (matchMedia('(width < 44rem)').matches) document.getElementById('candidate-panel')?.scrollIntoView({ block: 'start', behavior: 'instant' });
  const undo = document.querySelector('[data-burst]');
  if (undo && burst > 1) { undo.hidden = false; undo.value = burst; undo.firstElementChild.textContent = `Undo last ${burst}`; }
}

// Nothing is lost: the list comes again as it is stored.
async function failed(answer) {
  let text = 'That could not be saved. Check the connection and try again.';
  try { const problem = answer && await answer.json(); text = problem?.detail ?? problem?.title ?? text; } catch { /* no problem details */ }
  document.dispatchEvent(new CustomEvent('app:toast', { detail: { text, tone: 'bad' } }));
  document.getElementById('inbox-news')?.dispatchEvent(new CustomEvent('app:live'));
}

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
  if (link && !e.ctrlKey && !e.metaKey && !e.shiftKey) { mark(link.parentElement); said(link.firstElementChild.textContent); }
});

// What this person decided is no news: the list has it already.
document.addEventListener('app:live', e => {
  if (e.target.closest?.('#inbox') && own.has(e.detail?.id)) e.stopImmediatePropagation();
}, true);

// A form that goes on to the next candidate says which that is.
document.addEventListener('htmx:config:request', ({ detail: { ctx } }) => {
  if (!ctx.request.action?.includes('/Inbox/') || ctx.request.method !== 'POST') return;
  const all = lines(), at = all.indexOf(current());
  const body = ctx.request.body, gone = new Set(body?.getAll?.('ids') ?? []);
  const next = [...all.slice(at + 1), ...all.slice(0, at)].find(l => !gone.has(idOf(l)));
  if (next && !ctx.request.action.includes('next=')) ctx.request.action += (ctx.request.action.includes('?') ? '&' : '?') + 'next=' + idOf(next);
});
