// A form that orders something is off while its order is on its way, and has another idempotency key when it has arrived. When nothing is
// heard of it the key stays: sent again, it is the same order.
const keyOf = form => form?.querySelector('input[name=idempotencyKey]');
const off = new WeakMap();
const another = () => [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, '0')).join('');

export const idempotency = {
  begin(elt, ctx) {
    // Who is named in a prompt is only asked: nothing is ordered by it.
    if (elt.closest?.('[data-named]')) return;
    const form = elt.closest?.('form');
    if (!keyOf(form)) return;
    const buttons = [...form.querySelectorAll('button:not(:disabled)')];
    for (const button of buttons) button.disabled = true;
    off.set(ctx, { form, buttons });
  },
  end(ctx) {
    const { form, buttons } = off.get(ctx) ?? {};
    if (!form) return;
    off.delete(ctx);
    for (const button of buttons) button.disabled = false;
    if (ctx.response?.status < 400 && keyOf(form)) keyOf(form).value = another();
  },
};

// Forms that go on to another page.
addEventListener('submit', e => {
  if (e.defaultPrevented || !keyOf(e.target)) return;
  if (e.target.dataset.sent) e.preventDefault();
  e.target.dataset.sent = 'yes';
  setTimeout(() => delete e.target.dataset.sent, 10_000);   // stopped, or answered with nothing: the key still guards it
});
addEventListener('pageshow', e => {
  if (e.persisted) for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});
