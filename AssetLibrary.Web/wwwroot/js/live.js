// What others or workers changed appears automatically. One stream per browser: the tab that holds the lock listens and tells
// the others. Elements say what they want to hear, data-live="job:* history:ID", and get the event app:live.
let channel, stream, release;
const recent = [];      // what this tab has heard, for tabs that were opened meanwhile

export function follow() {
  const since = Number(document.body.dataset.since || 0);
  channel = 'BroadcastChannel' in window ? new BroadcastChannel('live') : null;
  channel?.addEventListener('message', e => {
    if (!('since' in e.data)) tell(e.data);
    else if (stream) recent.filter(change => change.seq > e.data.since).forEach(change => channel.postMessage(change));
  });
  // Locks are there in secure contexts only; without them every tab listens for itself.
  if (!navigator.locks || !channel) return listen(since, tell);
  if (since) channel.postMessage({ since });
  navigator.locks.request('live-stream', () => new Promise(done => {
    release = done;
    listen(since, change => {
      channel?.postMessage(change);
      recent.push(change);
      if (recent.length > 200) recent.shift();
      tell(change);
    });
  }));
}

// A page that holds a connection or a lock cannot be kept for the back button.
addEventListener('pagehide', () => { stream?.close(); channel?.close(); release?.(); stream = channel = release = null; });
addEventListener('pageshow', e => { if (e.persisted && document.body.dataset.live === 'on') { follow(); tell({ resync: true }); } });

// A page that comes from the browser's own store may be of somebody who has signed out since.
async function check() {
  const own = document.body.dataset.user;
  const answer = own && await fetch(location.href, { redirect: 'manual', cache: 'no-cache' }).catch(() => null);
  if (!answer) return;
  const same = answer.ok && new DOMParser().parseFromString(await answer.text(), 'text/html').body.dataset.user === own;
  if (!same) location.reload();
}
if (performance.getEntriesByType('navigation')[0]?.type === 'back_forward') check();
addEventListener('pageshow', e => { if (e.persisted) check(); });

// A refresh that was asked for before somebody chose another filter would bring the old one back: it is asked for again instead.
document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
  if (ctx.sourceElement?.dataset?.live) ctx.askedFor = ctx.sourceElement.getAttribute('hx-get');
});
document.addEventListener('htmx:before:swap', e => {
  const { sourceElement, askedFor } = e.detail.ctx;
  // One that was taken out of the page meanwhile asked for what is no longer shown.
  if (!askedFor || (sourceElement.isConnected && sourceElement.getAttribute('hx-get') === askedFor)) return;
  e.preventDefault();
  if (sourceElement.isConnected) sourceElement.dispatchEvent(new CustomEvent('app:live', { bubbles: false }));
});

function listen(since, heard) {
  stream = new EventSource(since ? `/live?since=${since}` : '/live');
  stream.addEventListener('change', e => heard(JSON.parse(e.data)));
  stream.addEventListener('resync', () => heard({ resync: true }));
  stream.addEventListener('hello', () => { document.documentElement.dataset.stream = 'open'; });
}

function tell({ topic, id, resync }) {
  if (topic === 'media') dispatchEvent(new CustomEvent('app:media-here', { detail: id }));
  for (const element of document.querySelectorAll('[data-live]:not(body)')) {
    const wants = element.dataset.live.split(' ');
    if (resync || wants.includes(`${topic}:*`) || wants.includes(`${topic}:${id}`)) element.dispatchEvent(new CustomEvent('app:live', { bubbles: false, detail: { topic, id } }));
  }
}
