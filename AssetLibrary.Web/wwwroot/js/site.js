// One entry module: its static imports are fetched before anything runs, so htmx never starts without its extensions.
import htmx from '../lib/htmx/htmx.esm.min.js';
import '../lib/htmx/hx-history-cache.min.js';
import './errors.js';
import './dialog.js';
import './keyboard.js';
import './pictures.js';
import './ahead.js';
import './drop.js';
import './link.js';
import './print.js';
import './list.js';
import './select.js';
import './inbox.js';
import './palette.js';
import './composer.js';
import './casting.js';
import './chat.js';
import './when.js';
import './compare.js';
import './history.js';
import './blobs.js';
import './offline.js';
import './transfers.js';
import './edits.js';
import { follow } from './live.js';
import { optimistic } from './optimistic.js';
import { idempotency } from './idempotency.js';
import { skeleton } from './skeleton.js';
import { upload } from './upload.js';

const csrf = document.querySelector('meta[name=csrf-token]').content;

htmx.registerExtension('app', {
  htmx_config_request(elt, { ctx }) {
    // A list that was scrolled comes back as long as it was.
    if (elt.dataset?.shown && ctx.request.method === 'GET') ctx.request.action += (ctx.request.action.includes('?') ? '&' : '?') + 'shown=' + document.querySelectorAll(elt.dataset.shown).length;
    if (!/^(GET|HEAD|QUERY)$/.test(ctx.request.method)) ctx.request.headers['X-CSRF-TOKEN'] = csrf;
  },
  htmx_before_request(elt, { ctx }) {
    if (elt.matches('form[data-upload]')) upload(elt, ctx);
    optimistic.apply(elt, ctx);
    idempotency.begin(elt, ctx);
    skeleton.begin(elt, ctx);
  },
  htmx_finally_request(elt, { ctx }) {
    optimistic.settle(elt, ctx);
    idempotency.end(ctx);
    skeleton.end(ctx);
  },
});

if (document.body.dataset.live === 'on') follow();
