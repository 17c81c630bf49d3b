// Files of the wall are dropped on an asset and become its next versions: [data-drop-subject] takes them.
import htmx from '../lib/htmx/htmx.esm.min.js';

const target = e => e.target.closest?.('[data-drop-subject]');
const media = /\/(?:media|Gallery)\/([0-9a-f-]{36})/i;

document.addEventListener('dragover', e => {
  if (!target(e) || e.dataTransfer.types.includes('Files')) return;
  e.preventDefault();
  target(e).dataset.over = '';
});
document.addEventListener('dragleave', e => { if (target(e)) delete target(e).dataset.over; });
document.addEventListener('drop', e => {
  const into = target(e);
  if (!into) return;
  delete into.dataset.over;
  const found = media.exec(e.dataTransfer.getData('text/uri-list') || e.dataTransfer.getData('text/html') || '');
  if (!found) return;
  e.preventDefault();
  const picked = [...document.querySelectorAll('#wall input[name=ids]:checked')].map(b => b.value);
  const ids = picked.includes(found[1]) ? picked : [found[1]];
  const form = Object.assign(document.createElement('form'), { hidden: true });
  form.setAttribute('hx-post', '/Gallery/Link');
  form.setAttribute('hx-swap', 'none');
  for (const [name, value] of [...ids.map(id => ['ids', id]), ['subject', into.dataset.dropSubject]]) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
  }
  document.body.append(form);
  htmx.process(form);
  form.addEventListener('htmx:finally:request', () => form.remove());
  form.requestSubmit();
});
