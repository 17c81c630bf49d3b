// Large pictures are loaded ahead of the click that is about to come: where the pointer rests, and the neighbours of what is looked at.
// Nobody who saves data pays for it.
const REST = 90, AHEAD = 200;
const asked = new Set();
const thrifty = () => navigator.connection?.saveData === true;

function load(media) {
  if (!media || thrifty() || asked.has(media)) return;
  asked.add(media);
  if (asked.size > AHEAD) asked.delete(asked.values().next().value);
  new Image().src = `/media/${media}/thumb/1280`;
}

const mediaOf = element => element?.dataset.media ?? /\/media\/([0-9a-f-]{36})\/thumb\//.exec(element?.querySelector('img')?.getAttribute('src') ?? '')?.[1];
const picked = '.wall a[href^="/Gallery/"], .film a, .thumbs a[href^="/Gallery/"]';

let timer = null, over = null;
document.addEventListener('pointerover', e => {
  const link = e.target.closest?.(picked);
  if (link === over) return;
  over = link;
  clearTimeout(timer);
  if (link && e.pointerType === 'mouse') timer = setTimeout(() => load(mediaOf(link)), REST);
});
document.addEventListener('focusin', e => { const link = e.target.closest?.(picked); if (link) load(mediaOf(link)); });

function neighbours() {
  document.querySelectorAll('[data-neighbour]').forEach(link => load(link.dataset.neighbour));
  const film = document.querySelector('.film:has(> [aria-current=true])');
  for (const other of [film?.previousElementSibling, film?.nextElementSibling]) load(mediaOf(other));
}
const idle = globalThis.requestIdleCallback ?? (act => setTimeout(act, 200));
document.addEventListener('htmx:after:settle', () => idle(neighbours));
addEventListener('load', () => idle(neighbours));
