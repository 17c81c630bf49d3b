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
document.addEventListener('app:close-dialog', () => dialog.close());
document.addEventListener('click', e => { if (e.target.closest?.('[data-close]')) dialog.close(); });
