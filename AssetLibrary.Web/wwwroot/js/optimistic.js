// data-optimistic="pick": the clicked button is pressed and the others released at once; taken back when the server refuses.
const before = new WeakMap();

export const optimistic = {
  apply(elt, ctx) {
    if (elt.dataset?.optimistic !== 'pick') return;
    const buttons = [...elt.elements].filter(b => b.hasAttribute('aria-pressed'));
    before.set(ctx, buttons.map(b => [b, b.getAttribute('aria-pressed')]));
    const clicked = ctx.request.submitter ?? document.activeElement;
    for (const b of buttons) b.setAttribute('aria-pressed', String(b === clicked));
    elt.setAttribute('aria-busy', 'true');
  },
  settle(elt, ctx) {
    const saved = before.get(ctx);
    if (!saved) return;
    before.delete(ctx);
    elt.removeAttribute?.('aria-busy');
    if (!(ctx.response?.status < 400)) for (const [b, value] of saved) b.setAttribute('aria-pressed', value);
  },
};
