// What others or workers changed appears by itself. One stream per browser: the tab that holds the lock listens and tells
// the others. Elements say what they want to hear, data-live="job:* history:ID", and get the event app:live.
let channel, stream, release;

export function follow() {
  channel = 'BroadcastChannel' in window ? new BroadcastChannel('live') : null;
  channel?.addEventListener('message', e => tell(e.data));
  // Locks are there in secure contexts only; without them every tab listens for itself.
  if (navigator.locks && channel) navigator.locks.request('live-stream', () => new Promise(done => { release = done; listen(change => { channel?.postMessage(change); tell(change); }); }));
  else listen(tell);
}

// A page that holds a connection or a lock cannot be kept for the back button.
addEventListener('pagehide', () => { stream?.close(); channel?.close(); release?.(); stream = channel = release = null; });
addEventListener('pageshow', e => { if (e.persisted && document.body.dataset.live === 'on') { follow(); tell({ resync: true }); } });

function listen(heard) {
  stream = new EventSource('/live');
  stream.addEventListener('change', e => heard(JSON.parse(e.data)));
  stream.addEventListener('resync', () => heard({ resync: true }));
  stream.addEventListener('hello', () => { document.documentElement.dataset.stream = 'open'; });
}

function tell({ topic, id, resync }) {
  for (const element of document.querySelectorAll('[data-live]:not(body)')) {
    const wants = element.dataset.live.split(' ');
    if (resync || wants.includes(`${topic}:*`) || wants.includes(`${topic}:${id}`)) element.dispatchEvent(new CustomEvent('app:live', { bubbles: false }));
  }
}
