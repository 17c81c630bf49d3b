// A click on a cell of the casting matrix puts the asset into the scene, or takes it out. Empty cells of a gap are one cell on the
// page: where it was clicked tells which scene is meant.
import htmx from '../lib/htmx/htmx.esm.min.js';

document.addEventListener('click', e => {
  const cell = e.target.closest?.('[data-casting] tbody td');
  const address = cell?.closest('[data-casting]').dataset.casting;
  if (!address) return;
  const row = cell.parentElement, heads = [...row.closest('table').querySelectorAll('thead [data-scene]')];
  let place = 0;
  for (const before of row.querySelectorAll('td')) {
    if (before === cell) break;
    place += before.colSpan;
  }
  if (cell.colSpan > 1) {
    const at = heads.findIndex(h => e.clientX < h.getBoundingClientRect().right);
    place = Math.min(Math.max(at, place), place + cell.colSpan - 1);
  }
  htmx.ajax('POST', address, { target: row, swap: 'outerHTML', values: { asset: row.dataset.asset, scene: heads[place].dataset.scene, isIn: String(!cell.textContent.trim()) } });
});
