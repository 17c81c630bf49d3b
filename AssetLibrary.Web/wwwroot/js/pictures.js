// A picture that fails shows that, with a way to try again; one that loads fades in over its colour.
document.addEventListener('error', e => {
  const image = e.target;
  if (!image.matches?.('img[data-retry]') || image.dataset.failed) return;
  image.dataset.failed = 'yes';
  image.hidden = true;
  const retry = document.createElement('button');
  retry.type = 'button';
  retry.className = 'retry';
  retry.textContent = 'Reload picture';
  retry.addEventListener('click', event => {
    event.preventDefault();
    retry.remove();
    delete image.dataset.failed;
    image.hidden = false;
    image.src = image.src.split('#')[0] + '#' + Date.now();
  });
  image.after(retry);
}, true);
