// A page that was kept, or stood open for long, may hold a token of forms that is no longer good, or belong to somebody who has signed out.
// Before what has waited is sent, the server is asked: true when the same person is signed in; the page then has a token that counts.
export async function renewed() {
  const answer = await fetch('/Offline', { cache: 'no-store', redirect: 'manual', headers: { Accept: 'text/html' } }).catch(() => null);
  if (!answer?.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (page.body.dataset.user !== document.body.dataset.user) return false;
  const name = 'meta[name=csrf-token]';
  document.querySelector(name).content = page.querySelector(name).content;
  return true;
}
