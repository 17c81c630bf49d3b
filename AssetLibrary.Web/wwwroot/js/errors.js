// Errors that a person must see; polls and live updates fail silently, the next one repairs them.
import { toast } from './toast.js';

const sentences = {
  400: 'This page is out of date. Reload it.',
  401: 'Please sign in again.',
  403: 'Your role does not allow that.',
  404: 'That no longer exists.',
  413: 'That file is too large.',
  429: 'Too many attempts. Wait a minute.',
};
const silent = ctx => ctx?.request?.method === 'GET' && ctx.sourceElement?.matches?.('[data-live]');

document.addEventListener('htmx:response:error', e => {
  const { ctx } = e.detail, { status } = ctx.response;
  if (status === 422 || ctx.hx?.redirect || /<hx-partial|hx-swap-oob/.test(ctx.text) || silent(ctx)) return;   // the server said it itself
  toast(sentences[status] ?? `The server could not do that (${status}).`, 'bad');
});

document.addEventListener('htmx:error', e => {
  const { error, ctx } = e.detail;
  if (silent(ctx)) return;
  if (error === 'timeout' || ctx?.request?.signal?.reason === 'timeout') toast('The server took too long. It may still have done it: look before you try again.', 'bad');
  else if (error instanceof TypeError) toast(navigator.onLine ? 'The server cannot be reached.' : 'You are offline.', 'bad');
});
