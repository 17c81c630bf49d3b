// Content in, then open. Everything outside a modal <dialog> is inert, so the toasts move into it while it is open.
const dialog = document.getElementById('dialog');
const body = document.getElementById('dialog-body');
const toasts = document.getElementById('toasts');

document.addEventListener('htmx:after:swap', e => {
  if (e.detail.ctx.target?.id !== 'dialog-body' || !body.childElementCount || dialog.open) return;
  dialog.append(toasts);
  dialog.showModal();
});
document.addEventListener('close', e => {
  if (e.target !== dialog) return;
  document.body.append(toasts);
  body.replaceChildren();
}, true);
// What was typed and not saved is not thrown away unasked.
const unsaved = () => [...body.querySelectorAll('form[aria-label] :is(input, textarea)')].some(f => f.type !== 'hidden' && f.value !== f.defaultValue);
const mayClose = () => !unsaved() || confirm('Discard your unsaved changes?');
dialog.addEventListener('cancel', e => { if (e.target === dialog && !mayClose()) e.preventDefault(); });

// A conflict or an error that has just been swapped in is where the keyboard goes on.
document.addEventListener('htmx:after:swap', () => {
  const alert = document.querySelector('#asset-panel [role=alert]:not([tabindex])');
  if (alert) { alert.tabIndex = -1; alert.focus(); }
});
document.addEventListener('app:close-dialog', () => dialog.close());
document.addEventListener('click', e => { if (e.target.closest?.('[data-close]') && mayClose()) dialog.close(); });

// Neither is it lost with the page.
addEventListener('beforeunload', e => {
  const typed = [...document.querySelectorAll('#asset-panel form[aria-label^="Edit"] :is(input, textarea)')];
  if (!document.body.dataset.leaving && typed.some(f => f.type !== 'hidden' && !f.readOnly && f.value !== f.defaultValue)) e.preventDefault();
});
document.addEventListener('submit', () => { document.body.dataset.leaving = 'yes'; setTimeout(() => delete document.body.dataset.leaving, 2000); });
