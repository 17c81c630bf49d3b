// Colour pickers beside the text field of a palette; the field stays what is sent.
function grow(field) {
  const pickers = document.createElement('span');
  pickers.className = 'pickers';
  field.after(pickers);
  const colours = () => field.value.split(',').map(c => c.trim()).filter(c => /^#[0-9a-f]{6}$/i.test(c));
  const draw = () => {
    pickers.replaceChildren(...colours().map((colour, i) => {
      const input = document.createElement('input');
      input.type = 'color';
      input.value = colour;
      input.setAttribute('aria-label', `Colour ${i + 1}`);
      input.addEventListener('input', () => { field.value = colours().with(i, input.value).join(', '); });
      return input;
    }));
    if (colours().length >= 8) return;
    const add = document.createElement('button');
    add.type = 'button';
    add.className = 'quiet';
    add.textContent = 'Add colour';
    add.addEventListener('click', () => { field.value = [...colours(), '#808080'].join(', '); draw(); pickers.querySelector('input:last-of-type')?.focus(); });
    pickers.append(add);
  };
  field.addEventListener('change', draw);
  draw();
}
document.querySelectorAll('[data-palette]').forEach(grow);
