// Ratings, best choices, tags and notes that are made without a network wait here, each with what the person saw when it was made; they are sent in
// their order when the network is back. What somebody else has changed meanwhile stays, and is said.
import { all, drop, exists, put } from './store.js';
import { toast } from './toast.js';
import { renewed } from './token.js';

const csrf = () => document.querySelector('meta[name=csrf-token]').content;
const user = () => document.body.dataset.user ?? '';

// Who thinks again has chosen once: the last choice counts, beside what was seen at the first.
async function keep(form, action, body) {
  body.delete('__RequestVerificationToken');
  try {
    const which = b => new URLSearchParams(b).get('Number');
    const before = (await all('edits')).find(x => x.user === user() && x.action === action && which(x.body) === which(body));
    if (before && !before.refused) {
      const was = new URLSearchParams(before.body).get('was');
      if (was === null) body.delete('was'); else body.set('was', was);
    }
    await put('edits', { ...(before && { id: before.id }), user: user(), action, body: String(body), name: form.dataset.queueName, at: Date.now() });
    toast('You’re offline. This is saved when the network is back.');
    return true;
  } catch {
    toast('You’re offline, and this browser has no room to keep your choice.', 'bad');
    return false;
  }
}

document.addEventListener('htmx:before:request', async e => {
  const { ctx } = e.detail, form = ctx.sourceElement?.closest?.('form[data-queue]') ?? ctx.sourceElement?.form;
  if (navigator.onLine || !form?.matches?.('[data-queue]')) return;
  e.preventDefault();
  const body = new URLSearchParams(ctx.request.body);
  if (form.dataset.queue) body.set('was', form.dataset.queue);
  const chosen = ctx.request.submitter ?? document.activeElement;
  if (chosen?.form === form && chosen.name) body.set(chosen.name, chosen.value);
  if (!await keep(form, ctx.request.action, body)) return;
  // Shown as if it were so; of stars, all up to the chosen one.
  const buttons = [...form.elements].filter(b => b.hasAttribute?.('aria-pressed'));
  const upTo = form.matches('.stars') ? buttons.indexOf(chosen) : -1;
  buttons.forEach((b, i) => b.setAttribute('aria-pressed', String(b === chosen || i < upTo)));
});

// A form without htmx, such as title, tags and note of a file.
document.addEventListener('submit', e => {
  const form = e.target;
  if (navigator.onLine || !form.matches?.('form[data-queue]:not([hx-post])')) return;
  e.preventDefault();
  keep(form, form.getAttribute('action') ?? location.pathname, new URLSearchParams(new FormData(form, e.submitter)));
});

let sending = false;
async function send() {
  if (sending || !navigator.onLine || document.body.classList.contains('bare') || !await exists()) return;
  sending = true;
  try {
    await (navigator.locks?.request('edits', { ifAvailable: true }, lock => lock && sendAll()) ?? sendAll());
  } finally {
    sending = false;
  }
}

async function sendAll() {
  const waiting = async () => (await all('edits')).filter(x => x.user === user() && !x.refused);
  if (!(await waiting()).length || !await renewed()) return;
  let sent = 0;
  for (const edit of await waiting()) {
    const answer = await fetch(edit.action, {
      method: 'POST',
      headers: { 'X-CSRF-TOKEN': csrf(), 'HX-Request': 'true', 'HX-Request-Type': 'partial', 'Content-Type': 'application/x-www-form-urlencoded' },
      body: edit.body,
    }).catch(() => null);
    if (!answer || answer.status >= 500 || [400, 401, 429].includes(answer.status)) return;
    const isText = new URLSearchParams(edit.body).has('note');
    if (isText && !answer.ok && answer.status !== 404) {
      // Words are not thrown away: they wait on the page of their file.
      await put('edits', { ...edit, refused: true });
      toast(`${edit.name} was not saved: ${answer.status === 409 ? 'somebody else changed it meanwhile' : 'it can’t be saved like this'}. Your words wait on its page.`, 'bad');
      continue;
    }
    await drop('edits', edit.id);
    if (answer.ok && isText) seen(edit.action, /name="was" value="([0-9a-f]+)"/.exec(await answer.text())?.[1]);
    if (answer.ok) sent++;
    else toast(`${edit.name} was not saved: ${answer.status === 409 ? 'somebody else changed it meanwhile' : 'it can’t be changed any more'}.`, 'bad');
  }
  if (sent) toast(sent === 1 ? '1 change saved that you made offline.' : `${sent} changes saved that you made offline.`, 'good');
}

const textForm = () => document.querySelector('form[data-queue]:not([hx-post])');
const isHere = action => new URL(action, location.href).pathname === location.pathname;

// The open page goes on from what it has saved itself.
function seen(action, mark) {
  const was = textForm()?.elements.was;
  if (mark && was && isHere(action)) was.value = mark;
}

// Words that were refused are in the form again, beside what is stored now.
async function bringBack() {
  const form = textForm();
  if (!form || !await exists()) return;
  const row = (await all('edits')).find(x => x.user === user() && x.refused && isHere(x.action));
  if (!row) return;
  for (const [name, value] of new URLSearchParams(row.body)) {
    if (name === 'was') continue;
    const field = form.elements[name];
    if (field) field.value = value;
  }
  toast('Your words that were not saved are in the form again. Save to replace what is there now.');
  form.addEventListener('submit', () => { if (navigator.onLine) drop('edits', row.id); });
}
bringBack();

addEventListener('online', send);
send();
