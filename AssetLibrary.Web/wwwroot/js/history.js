// The versions of a history: filtered and sorted in the page, walked through with the arrow keys.
function filter(form) {
  const wanted = Object.fromEntries(new FormData(form));
  const strip = form.closest('.history').querySelector('.filmstrip');
  const films = [...strip.querySelectorAll('.film')];
  const fits = ({ dataset: d }) => (!wanted.from || d.from === wanted.from) && (!wanted.by || d.by === wanted.by)
    && (!wanted.kind || d.kind === wanted.kind) && (!wanted.rating || Number(d.rating) >= Number(wanted.rating));
  films.forEach(f => { f.hidden = !fits(f); });
  const newest = (a, b) => b.dataset.number - a.dataset.number;
  const order = { oldest: (a, b) => -newest(a, b), rating: (a, b) => b.dataset.rating - a.dataset.rating || newest(a, b) }[wanted.sort] ?? newest;
  const sorted = films.toSorted(order);
  if (sorted.some((f, i) => f !== films[i])) {
    const focused = strip.contains(document.activeElement) && document.activeElement;
    strip.append(...sorted);
    if (focused) focused.focus({ preventScroll: true });
  }
  const shown = films.filter(f => !f.hidden).length;
  form.querySelector('[data-film-count]').textContent = shown === films.length ? '' : `${shown} of ${films.length}`;
}

document.addEventListener('change', e => { const form = e.target.closest?.('[data-film-filter]'); if (form) filter(form); });
document.addEventListener('submit', e => { if (e.target.matches('[data-film-filter]')) e.preventDefault(); });
// What came from the server shows all of them again.
document.addEventListener('htmx:after:settle', () => document.querySelectorAll('[data-film-filter]').forEach(filter));

document.addEventListener('keydown', e => {
  const film = e.target.closest?.('.filmstrip .film'), step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
  if (!film || !step) return;
  e.preventDefault();
  const films = [...film.parentElement.querySelectorAll('.film:not([hidden])')], next = films[films.indexOf(film) + step]?.querySelector('a');
  next?.focus();
  next?.click();
});
