// A list that grew while it was scrolled comes back from the back button as it was left: the address says how many cards
// there were, and the card that stood on top is put there again, also where the browser kept no copy of the page.
const grid = () => document.getElementById('asset-grid');
const key = () => `place:${location.pathname}${location.search}`;

document.addEventListener('htmx:after:settle', () => {
  const shown = grid()?.querySelectorAll('article').length;
  if (!shown || shown <= 30) return;
  const address = new URL(location.href);
  if (address.searchParams.get('shown') === String(shown)) return;
  address.searchParams.set('shown', shown);
  history.replaceState(history.state, '', address);
});

addEventListener('pagehide', () => {
  const top = [...grid()?.querySelectorAll('article') ?? []].find(card => card.getBoundingClientRect().bottom > 60);
  if (top) sessionStorage.setItem(key(), JSON.stringify({ id: top.id, at: top.getBoundingClientRect().top }));
});

const come = performance.getEntriesByType('navigation')[0]?.type;
const place = (come === 'back_forward' || come === 'reload') && grid() && JSON.parse(sessionStorage.getItem(key()) ?? 'null');
if (place) {
  history.scrollRestoration = 'manual';
  const settle = times => {
    const card = document.getElementById(place.id);
    if (!card) return;
    scrollBy({ top: card.getBoundingClientRect().top - place.at, behavior: 'instant' });
    // Cards that were never drawn have guessed heights: look again once they are.
    if (times > 0) requestAnimationFrame(() => settle(times - 1));
  };
  settle(4);
}

// What is ticked, counted; all that are shown, or none.
const boxes = () => [...document.querySelectorAll('input[form=bulk][name=ids]')];
const count = () => {
  const out = document.querySelector('[data-picked]');
  if (out) out.value = boxes().filter(b => b.checked).length;
};
document.querySelectorAll('[data-pick]').forEach(button => { button.hidden = false; });
document.addEventListener('change', e => { if (e.target.matches?.('input[form=bulk]')) count(); });
document.addEventListener('click', e => {
  const pick = e.target.closest?.('[data-pick]')?.dataset.pick;
  if (pick) { boxes().forEach(b => { b.checked = pick === 'all'; }); count(); }
});
document.addEventListener('app:library-changed', () => { boxes().forEach(b => { b.checked = false; }); count(); });
document.addEventListener('htmx:after:settle', count);
