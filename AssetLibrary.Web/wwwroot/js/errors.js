// Errors that a person must see; polls and live updates fail silently, the next one repairs them.
import { toast } from './toast.js';

const sentences = {
  400: 'This page is out of date. Reload it.',
  401: 'Sign in again.',
  403: 'Your role doesn’t allow this.',
  404: 'This no longer exists.',
  413: 'This file is too large.',
  429: 'Too many attempts. Wait a minute.',
};
const silent = ctx => ctx?.request?.method === 'GET' && ctx.sourceElement?.matches?.('[data-live]');

document.addEventListener('htmx:response:error', e => {
  const { ctx } = e.detail, { status } = ctx.response;
  if (status === 422 || ctx.hx?.redirect || /<hx-partial|hx-swap-oob/.test(ctx.text) || silent(ctx)) return;   // the server said it itself
  toast(sentences[status] ?? `Something went wrong (${status}). Try again.`, 'bad');
});

document.addEventListener('htmx:error', e => {
  const { error, ctx } = e.detail;
  if (silent(ctx)) return;
  if (error === 'timeout' || ctx?.request?.signal?.reason === 'timeout') toast('The server took too long. Check whether it worked before you try again.', 'bad');
  else if (error instanceof TypeError) toast(navigator.onLine ? 'Can’t reach the server.' : 'You’re offline.', 'bad');
});
