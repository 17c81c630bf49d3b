// "/" goes to the search. Buttons that carry data-key are pressed by that letter, unless somebody is typing.
document.addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest?.('input, textarea, select, [contenteditable]')) return;
  if (document.getElementById('dialog').open && e.key !== 'Escape') return;
  const target = e.key === '/' ? document.querySelector('[data-search]') : document.querySelector(`[data-key="${CSS.escape(e.key.toLowerCase())}"]`);
  if (!target) return;
  e.preventDefault();
  if (target.matches('[data-search]')) target.focus();
  else target.click();
});
