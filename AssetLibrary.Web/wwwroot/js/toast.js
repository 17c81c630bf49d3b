const region = document.getElementById('toasts');

export function toast(text, tone = 'info') {
  const t = document.getElementById('toast-template').content.firstElementChild.cloneNode(true);
  t.textContent = text;
  t.dataset.tone = tone;
  if (tone === 'bad') t.setAttribute('role', 'alert');
  region.append(t);
}

for (const said of region.children) setTimeout(() => said.remove(), 5000);

// Toasts leave by themselves, wherever they came from.
new MutationObserver(changes => {
  for (const { addedNodes } of changes)
    for (const node of addedNodes)
      if (node.nodeType === 1) setTimeout(() => node.remove(), node.dataset.tone === 'bad' ? 9000 : 3500);
}).observe(region, { childList: true });

document.addEventListener('app:toast', e => toast(e.detail.text ?? e.detail.value, e.detail.tone));
