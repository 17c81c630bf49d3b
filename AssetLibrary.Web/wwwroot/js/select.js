// Selecting in a list: all that are shown, ranges with Shift, and how many there are. [data-all] names the list.
const boxesOf = list => [...document.querySelectorAll(`${list} input[type=checkbox][name=ids]`)];
const lists = ['#inbox-lines', '#asset-cards', '#wall'];
const listOf = box => lists.find(l => box.closest(l)) ?? null;
let last = null;

function tell(list) {
  const boxes = boxesOf(list), picked = boxes.filter(b => b.checked).length;
  for (const all of document.querySelectorAll(`[data-all="${list}"]`)) {
    all.checked = picked > 0 && picked === boxes.length;
    all.indeterminate = picked > 0 && picked < boxes.length;
    const out = all.parentElement.querySelector('[data-picked-count]');
    if (out) out.textContent = picked ? `${picked} selected` : 'Select all';
  }
  document.querySelectorAll(`[data-picked-in="${list}"]`).forEach(e => { e.textContent = picked; });
}

document.addEventListener('click', e => {
  const box = e.target;
  if (!box.matches?.('input[type=checkbox]')) return;
  if (box.dataset.all) {
    boxesOf(box.dataset.all).forEach(b => { b.checked = box.checked; });
    tell(box.dataset.all);
    return;
  }
  const list = listOf(box);
  if (!list) return;
  const boxes = boxesOf(list);
  if (e.shiftKey && last && boxes.includes(last)) {
    const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
    boxes.slice(from, to + 1).forEach(b => { b.checked = box.checked; });
  }
  last = box;
  tell(list);
});

// Arrows walk from card to card, Space selects (it is a checkbox), X selects the candidate that is looked at.
document.addEventListener('keydown', e => {
  if (!/^Arrow(Up|Down|Left|Right)$/.test(e.key) || !e.target.closest?.('#asset-cards')) return;
  const boxes = boxesOf('#asset-cards'), at = boxes.findIndex(b => b.closest('article').contains(e.target));
  if (at < 0) return;
  const top = b => b.closest('article').offsetTop;
  const across = boxes.filter(b => top(b) === top(boxes[0])).length || 1;
  const to = boxes[at + ({ ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across })[e.key]];
  if (!to) return;
  e.preventDefault();
  if (e.shiftKey) { boxes[at].checked = to.checked = true; tell('#asset-cards'); }
  to.focus();
});

document.addEventListener('htmx:after:settle', () => lists.forEach(tell));
