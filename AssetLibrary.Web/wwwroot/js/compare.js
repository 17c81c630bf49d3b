// Versions side by side: one zoom and one place for all of them, and a wipe between two.
const stage = document.querySelector('[data-compare]');
if (stage) {
  let scale = 1, x = 0, y = 0, from = null;
  const images = [...stage.querySelectorAll('img')];
  const draw = () => images.forEach(i => { i.style.transform = `translate(${x}px, ${y}px) scale(${scale})`; });
  const zoom = by => { scale = by === 0 ? 1 : Math.min(8, Math.max(1, scale * by)); if (scale === 1) x = y = 0; draw(); };
  stage.addEventListener('wheel', e => { e.preventDefault(); zoom(e.deltaY < 0 ? 1.15 : 1 / 1.15); }, { passive: false });
  stage.addEventListener('pointerdown', e => { if (e.target.closest('.compare-frame')) { from = { x: e.clientX - x, y: e.clientY - y }; stage.setPointerCapture(e.pointerId); } });
  stage.addEventListener('pointermove', e => { if (from && scale > 1) { x = e.clientX - from.x; y = e.clientY - from.y; draw(); } });
  stage.addEventListener('pointerup', () => { from = null; });
  document.querySelectorAll('[data-zoom]').forEach(b => b.addEventListener('click', () => zoom(Number(b.dataset.zoom))));
  const wipe = document.querySelector('[data-wipe]'), at = document.querySelector('[data-wipe-at]');
  const cut = () => { stage.querySelectorAll('.compare-frame')[1].style.clipPath = stage.hasAttribute('data-wiped') ? `inset(0 0 0 ${at.value}%)` : ''; };
  wipe?.addEventListener('click', () => {
    stage.toggleAttribute('data-wiped');
    wipe.setAttribute('aria-pressed', String(stage.hasAttribute('data-wiped')));
    at.parentElement.hidden = !stage.hasAttribute('data-wiped');
    cut();
  });
  at?.addEventListener('input', cut);
}

// A part of the picture is marked for a comment: drag over it while the comment's form is open.
let begun = null;
const marking = () => document.querySelector('[data-region][open]');
document.addEventListener('pointerdown', e => {
  const picture = marking() && e.target.closest?.('.history-stage')?.querySelector('img');
  if (!picture) return;
  e.preventDefault();
  const frame = document.createElement('div');
  frame.className = 'marking';
  picture.closest('.history-stage').append(frame);
  begun = { box: shownPart(picture), x: e.clientX, y: e.clientY, form: marking().querySelector('[data-region-form]'), frame, stage: picture.closest('.history-stage').getBoundingClientRect() };
});
// The picture itself, without the frame that it is fitted into.
function shownPart(picture) {
  const box = picture.getBoundingClientRect(), [w, h] = [picture.naturalWidth || picture.width, picture.naturalHeight || picture.height];
  const scale = Math.min(box.width / w, box.height / h);
  return { left: box.left + (box.width - w * scale) / 2, top: box.top + (box.height - h * scale) / 2, width: w * scale, height: h * scale };
}
document.addEventListener('pointermove', e => {
  if (!begun) return;
  const { frame, stage, x, y } = begun;
  Object.assign(frame.style, { left: `${Math.min(x, e.clientX) - stage.left}px`, top: `${Math.min(y, e.clientY) - stage.top}px`, width: `${Math.abs(e.clientX - x)}px`, height: `${Math.abs(e.clientY - y)}px` });
});
document.addEventListener('pointerup', e => {
  if (!begun) return;
  const { box, x, y, form, frame } = begun;
  document.querySelectorAll('.marking').forEach(f => { if (f !== frame) f.remove(); });
  begun = null;
  const part = (v, start, size) => Math.round(Math.min(1, Math.max(0, (v - start) / size)) * 1000);
  const [x1, x2] = [part(x, box.left, box.width), part(e.clientX, box.left, box.width)].sort((a, b) => a - b);
  const [y1, y2] = [part(y, box.top, box.height), part(e.clientY, box.top, box.height)].sort((a, b) => a - b);
  if (x2 - x1 < 10 || y2 - y1 < 10) { frame.remove(); return; }
  Object.entries({ x: x1, y: y1, width: x2 - x1, height: y2 - y1 }).forEach(([name, value]) => { form.elements[name].value = value; });
  form.querySelector('[data-region-note]').textContent = 'Part of the picture marked.';
});
document.addEventListener('click', e => { if (marking() && e.target.closest?.('.history-stage a')) e.preventDefault(); }, true);
document.addEventListener('dragstart', e => { if (marking() && e.target.closest?.('.history-stage')) e.preventDefault(); });
