// What others or workers changed appears by itself. One stream per browser: the tab that holds the lock listens and tells
// the others. Elements say what they want to hear, data-live="job:* history:ID", and get the event app:live.
const channel = 'BroadcastChannel' in window ? new BroadcastChannel('live') : null;

export function follow() {
  channel?.addEventListener('message', e => tell(e.data));
  if (navigator.locks && channel) navigator.locks.request('live-stream', () => new Promise(() => listen(change => { channel.postMessage(change); tell(change); })));
  else listen(tell);
}

function listen(heard) {
  const stream = new EventSource('/live');
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
