// A button that prints the page; without JavaScript the browser's own menu does.
const ready = () => document.querySelectorAll('[data-print]').forEach(b => { b.hidden = false; });
ready();
document.addEventListener('htmx:after:swap', ready);
document.addEventListener('click', e => { if (e.target.closest?.('[data-print]')) print(); });
