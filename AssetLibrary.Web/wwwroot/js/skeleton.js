// Where something that was asked for will appear, what is there turns into a skeleton once it takes longer than a moment.
const moment = 400;
const waiting = new WeakMap();

const place = ctx => (typeof ctx.target === 'string' ? document.querySelector(ctx.target) : ctx.target);

export const skeleton = {
  begin(elt, ctx) {
    if (ctx.request.method !== 'GET' || elt.dataset?.live) return;
    const target = place(ctx);
    if (!target?.classList) return;
    waiting.set(ctx, { target, timer: setTimeout(() => { target.classList.add('skeleton'); target.setAttribute('aria-busy', 'true'); }, moment) });
  },
  end(ctx) {
    const held = waiting.get(ctx);
    if (!held) return;
    waiting.delete(ctx);
    clearTimeout(held.timer);
    // A morph keeps the element.
    for (const shown of [held.target, document.getElementById(held.target.id)]) {
      if (shown?.classList.contains('skeleton')) { shown.classList.remove('skeleton'); shown.removeAttribute('aria-busy'); }
    }
  },
};
