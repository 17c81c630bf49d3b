// The composer: the price on its button, what the chosen model takes, references in their order, presets. And the price on the
// buttons of plain forms that hold a choice of providers.
const media = /\/(?:media|Gallery)\/([0-9a-f-]{36})/i;
const words = usd => usd === '' ? 'price unknown' : Number(usd) === 0 ? 'free' : usd < 1 ? '$' + Number(usd).toFixed(6).replace(/(\.\d\d\d*?)0+$/, '$1') : '$' + Number(usd).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function compose(form) {
  const chosen = [...form.querySelectorAll('input[name=makers]:checked')], out = form.querySelector('[data-price]');
  if (form.querySelector('input[name=makers]')) {
    const each = chosen.map(c => c.dataset.usd), times = Math.max(1, Number(form.querySelector('[data-count]').value) || 1);
    out.textContent = chosen.length ? '· ' + words(each.includes('') ? '' : each.reduce((sum, usd) => sum + Number(usd), 0) * times) : '';
    return;
  }
  const option = form.querySelector('[data-makers]')?.selectedOptions[0];
  if (!option) return;
  if (option.hasAttribute('data-words')) { out.textContent = ''; return; }
  const { usd, references, seed, negative } = option.dataset;
  const count = Math.max(1, Number(form.querySelector('[data-count]').value) || 1) * Number(form.dataset.pictures);
  form.querySelector('[data-price]').textContent = '· ' + words(usd === '' ? '' : usd * count);
  const most = Number(references), limit = form.querySelector('[data-refs-limit]');
  if (limit) limit.textContent = most ? `this model takes up to ${most}` : 'this model takes none';
  if (!form.querySelector('[data-seed]')) return;
  form.querySelector('[data-seed-note]').textContent = seed ? '' : 'not supported by this model';
  form.querySelector('[data-seed]').disabled = !seed;
  form.querySelector('[data-negative-note]').textContent = negative === 'Ignored' ? 'not supported by this model' : negative === 'InPrompt' ? 'added to the prompt as “Avoid: …”' : '';
}

export function add(form, id) {
  const list = form.querySelector('[data-refs-list]');
  if ([...list.querySelectorAll('input')].some(i => i.value === id)) return;
  const line = form.querySelector('[data-ref-template]').content.firstElementChild.cloneNode(true);
  line.querySelector('img').src = `/media/${id}/thumb/320`;
  line.querySelector('input').value = id;
  list.append(line);
  form.dispatchEvent(new CustomEvent('app:references'));
}

const price = form => {
  const out = form.querySelector('[data-price]');
  const is = form.querySelector('[data-prices]')?.selectedOptions[0] ?? form.querySelector('[data-price-is]');
  if (out && is) out.textContent = '· ' + ('each' in out.dataset ? is.dataset.eachIs + (is.dataset.eachIs.startsWith('$') ? ' each' : '') : is.dataset.priceIs);
};

const all = () => {
  document.querySelectorAll('[data-composer]').forEach(compose);
  document.querySelectorAll('form:has([data-price-is])').forEach(price);
};

document.addEventListener('input', e => { const form = e.target.closest?.('[data-composer]'); if (form) compose(form); });
document.addEventListener('change', e => {
  if (e.target.matches?.('[data-prices]')) price(e.target.form);
  const form = e.target.closest?.('[data-composer]');
  if (!form) return;
  if (e.target.matches('[data-presets]') && e.target.value) {
    const preset = JSON.parse(e.target.value);
    for (const [name, value] of Object.entries(preset)) {
      const field = form.elements[name];
      if (!field || value === null) continue;
      if (field.type === 'checkbox') field.checked = value; else field.value = value;
    }
  }
  compose(form);
});
document.addEventListener('click', e => {
  const form = e.target.closest?.('[data-composer]');
  if (!form) return;
  const id = e.target.closest('[data-ref-add]')?.dataset.refAdd;
  if (id) add(form, id);
  const line = e.target.closest('li');
  if (e.target.closest('[data-ref-remove]')) { line.remove(); form.dispatchEvent(new CustomEvent('app:references')); }
  if (e.target.closest('[data-ref-up]') && line.previousElementSibling) { line.previousElementSibling.before(line); form.dispatchEvent(new CustomEvent('app:references')); }
});
const zone = e => e.target.closest?.('[data-refs]');
document.addEventListener('dragover', e => { if (zone(e) && !e.dataTransfer.types.includes('Files')) { e.preventDefault(); zone(e).dataset.over = ''; } });
document.addEventListener('dragleave', e => { if (zone(e)) delete zone(e).dataset.over; });
document.addEventListener('drop', e => {
  const into = zone(e);
  if (!into) return;
  delete into.dataset.over;
  const found = media.exec(e.dataTransfer.getData('text/uri-list') || e.dataTransfer.getData('text/html') || '');
  if (!found) return;
  e.preventDefault();
  add(into.closest('form'), found[1]);
});
document.addEventListener('htmx:after:settle', all);
all();
