// "/" goes to the search. Buttons that carry data-key are pressed by that letter, unless somebody is typing.
document.addEventListener('keydown', e => {
  // Escape leaves what was opened to be filled in, and the keys work again.
  const filled = e.key === 'Escape' && e.target.closest?.('details:has(> summary[data-key])');
  if (filled) { filled.open = false; e.target.blur(); }
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest?.('input, textarea, select, [contenteditable]')) return;
  if (document.getElementById('dialog').open && e.key !== 'Escape') return;
  const key = (e.shiftKey && /^[a-z]$/i.test(e.key) ? 'shift+' : '') + e.key.toLowerCase();
  const target = e.key === '/' ? document.querySelector('[data-search]') : document.querySelector(`[data-key="${CSS.escape(key)}"]:not([hidden]:not([data-even-hidden]))`);
  if (!target) return;
  e.preventDefault();
  if (target.matches('[data-search]')) target.focus();
  else target.click();
});

// What opens to be filled in is ready for typing.
document.addEventListener('toggle', e => {
  if (e.target.open && e.target.querySelector?.('summary[data-key]')) e.target.querySelector('input:not([type=hidden]), select')?.focus();
}, true);

// After the back button the search box says what the list shows.
addEventListener('popstate', () => setTimeout(() => {
  const box = document.querySelector('[data-search]');
  if (box && box !== document.activeElement) box.value = new URLSearchParams(location.search).get('q') ?? '';
}, 300));

// Typing searches already. Leaving the box must not search again, or the click that left it is lost.
document.addEventListener('change', e => { if (e.target.matches?.('[data-search]')) e.stopPropagation(); }, true);

// Whoever types a name of their own means it: its choice is made with it.
document.addEventListener('input', e => {
  const custom = e.target.name === 'CustomName' && e.target.form?.querySelector('input[type=radio][name=Name][value=Custom]');
  if (custom && e.target.value && !custom.checked) { custom.checked = true; custom.dispatchEvent(new Event('change', { bubbles: true })); }
});

// The place that is marked in a bar that scrolls is seen.
document.querySelectorAll('.tabs-line [aria-current], .tabs [aria-current]').forEach(a => { const bar = a.parentElement; bar.scrollLeft = a.offsetLeft - bar.offsetLeft - (bar.clientWidth - a.clientWidth) / 2; });

// Back goes to where somebody came from; the link is for who came from nowhere.
document.addEventListener('click', e => {
  if (e.target.closest?.('[data-back]') && document.referrer.startsWith(location.origin)) { e.preventDefault(); history.back(); }
});
