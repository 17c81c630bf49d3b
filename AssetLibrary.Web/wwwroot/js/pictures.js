// A picture that fails is asked for again after 1, 2 and 4 seconds while the server fetches it; then it shows that, with a way to try
// again. What was broken is remembered while the tab is open, and not asked for again by itself.
const waits = [1, 2, 4];
const plain = image => image.src.split('#')[0];
const broken = new Set(JSON.parse(sessionStorage.getItem('broken-pictures') ?? '[]'));
const remember = () => sessionStorage.setItem('broken-pictures', JSON.stringify([...broken].slice(-500)));

function offer(image, text) {
  if (image.nextElementSibling?.matches('.retry')) return;
  image.dataset.failed = 'yes';
  image.hidden = true;
  const retry = document.createElement('button');
  retry.type = 'button';
  retry.className = 'retry';
  retry.textContent = text;
  retry.addEventListener('click', event => {
    event.preventDefault();
    again(image);
  });
  image.after(retry);
}

function again(image) {
  if (image.nextElementSibling?.matches('.retry')) image.nextElementSibling.remove();
  const address = image.dataset.address ?? plain(image);
  delete image.dataset.failed;
  delete image.dataset.tries;
  broken.delete(new URL(address, location.href).href);
  remember();
  image.hidden = false;
  image.src = address + '#' + Date.now();
}

document.addEventListener('error', async e => {
  const image = e.target;
  if (!image.matches?.('img[data-retry]') || image.dataset.failed) return;
  image.dataset.failed = 'yes';
  const address = plain(image), tries = Number(image.dataset.tries ?? 0);
  const answer = await fetch(address, { headers: { Accept: 'application/problem+json' } }).catch(() => null);
  if (answer?.ok) {
    delete image.dataset.failed;
    image.src = address + '#' + Date.now();
    if (tries < 1) return void (image.dataset.tries = 1);
  }
  if (answer?.status === 503 && tries < waits.length) {
    image.dataset.tries = tries + 1;
    setTimeout(() => { delete image.dataset.failed; image.src = address + '#' + Date.now(); }, waits[tries] * 1000);
    return;
  }
  broken.add(address);
  remember();
  delete image.dataset.failed;
  offer(image, answer?.status === 404 ? 'Not on this server' : 'Reload picture');
}, true);

document.addEventListener('load', e => {
  if (!e.target.matches?.('img[data-retry]') || !broken.delete(plain(e.target))) return;
  remember();
}, true);

// A clip that cannot be played says so in its place.
document.addEventListener('error', e => {
  const clip = e.target;
  if (!clip.matches?.('video') || clip.nextElementSibling?.matches('.retry')) return;
  clip.hidden = true;
  const retry = document.createElement('button');
  Object.assign(retry, { type: 'button', className: 'retry', textContent: 'No video available. Reload' });
  retry.addEventListener('click', () => { retry.remove(); clip.hidden = false; clip.load(); });
  clip.after(retry);
}, true);

// What was broken before is not asked for again until somebody wants it.
function skip() {
  if (broken.size === 0) return;
  for (const image of document.querySelectorAll('img[data-retry]')) {
    if (image.dataset.failed || image.complete && image.naturalWidth || !broken.has(plain(image))) continue;
    image.dataset.address = plain(image);
    image.removeAttribute('src');
    offer(image, 'Reload picture');
  }
}
document.addEventListener('htmx:after:settle', skip);
skip();

// A file that has come is shown at once where it was missing.
addEventListener('app:media-here', e => {
  for (const image of document.querySelectorAll('img[data-retry][data-failed]')) {
    if ((image.dataset.address ?? plain(image)).includes(e.detail)) again(image);
  }
});
