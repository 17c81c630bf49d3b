// Object URLs hold memory until they are released. Everyone who shows one acquires it here, with a word of what for; it is released when
// the last user has let it go, when its element has left the page, when the page is left, and every five minutes what nobody shows.
const urls = new Map();      // url → { blob, context, users, at, elements }
const byBlob = new WeakMap();
const EVERY = 5 * 60 * 1000;

function revoke(url) {
  const entry = urls.get(url);
  if (!entry) return;
  URL.revokeObjectURL(url);
  urls.delete(url);
  if (byBlob.get(entry.blob) === url) byBlob.delete(entry.blob);
}

export const BlobManager = {
  /** The URL of a blob; the same one for the same blob. With an element it is released together with that. */
  acquire(blob, context, element) {
    if (!context) throw new TypeError('An object URL needs a context.');
    let url = byBlob.get(blob);
    if (!url || !urls.has(url)) {
      url = URL.createObjectURL(blob);
      byBlob.set(blob, url);
      urls.set(url, { blob, context, users: 0, at: Date.now(), elements: new Set() });
    }
    const entry = urls.get(url);
    entry.users++;
    if (element) entry.elements.add(element);
    return url;
  },
  release(url) {
    const entry = urls.get(url);
    if (entry && --entry.users <= 0) revoke(url);
  },
  /** What is left of elements that are gone. */
  sweep() {
    for (const [url, entry] of urls) {
      for (const element of entry.elements) {
        if (element.isConnected) continue;
        entry.elements.delete(element);
        entry.users--;
      }
      if (entry.users <= 0) revoke(url);
    }
  },
  releaseAll() { for (const url of [...urls.keys()]) revoke(url); },
  /** Bytes and milliseconds. */
  getStats() {
    const byContext = {};
    let totalSize = 0, oldest = Infinity;
    for (const { blob, context, at } of urls.values()) {
      byContext[context] = (byContext[context] ?? 0) + 1;
      totalSize += blob.size;
      oldest = Math.min(oldest, at);
    }
    return { totalURLs: urls.size, totalSize, byContext, oldestAge: urls.size ? Date.now() - oldest : 0 };
  },
  debug() {
    const { totalURLs, totalSize, byContext, oldestAge } = this.getStats();
    console.info(`Object URLs: ${totalURLs}, ${(totalSize / 1048576).toFixed(1)} MB, oldest ${(oldestAge / 60000).toFixed(1)} minutes`, byContext);
  },
};
window.BlobManager = BlobManager;

let planned = false;
new MutationObserver(changes => {
  if (planned || urls.size === 0 || !changes.some(c => c.removedNodes.length)) return;
  planned = true;
  queueMicrotask(() => { planned = false; BlobManager.sweep(); });
}).observe(document.documentElement, { childList: true, subtree: true });
addEventListener('pagehide', e => { if (!e.persisted) BlobManager.releaseAll(); });
setInterval(() => BlobManager.sweep(), EVERY);

// Pictures that are about to be uploaded are shown while that goes on.
document.addEventListener('htmx:before:request', e => {
  const form = e.detail.ctx.sourceElement;
  if (!form?.matches?.('form[data-upload]')) return;
  const previews = form.querySelector('[data-previews]');
  if (!previews) return;
  previews.replaceChildren(...[...form.querySelector('input[type=file]').files].filter(f => f.type.startsWith('image/')).slice(0, 12).map(file => {
    const image = new Image();
    image.alt = file.name;
    image.src = BlobManager.acquire(file, 'upload-preview', image);
    return image;
  }));
});
