// fetch() reports no upload progress: this one request goes over XHR and hands htmx a Response.
export function upload(form, ctx) {
  const bar = form.querySelector('progress');
  ctx.fetch = (url, request) => new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(request.method, url);
    for (const [name, value] of Object.entries(request.headers)) xhr.setRequestHeader(name, value);
    xhr.responseType = 'text';
    bar.hidden = false;
    bar.value = 0;
    xhr.upload.onprogress = e => { if (e.lengthComputable) { bar.max = e.total; bar.value = e.loaded; } };
    xhr.onload = () => resolve(new Response([204, 205, 304].includes(xhr.status) ? null : xhr.responseText, { status: xhr.status, headers: headersOf(xhr) }));
    xhr.onerror = () => reject(new TypeError('network'));
    xhr.onabort = () => reject(request.signal?.reason ?? new DOMException('aborted', 'AbortError'));
    xhr.onloadend = () => { bar.hidden = true; };
    request.signal?.addEventListener('abort', () => xhr.abort());
    xhr.send(request.body);
  });
}

function headersOf(xhr) {
  const lines = xhr.getAllResponseHeaders().trim().split(/\r\n/).filter(Boolean);
  return new Headers(lines.map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
}

// A file field that stands alone sends its form as soon as something is picked.
document.addEventListener('change', e => {
  if (e.target.matches?.('input[type=file][data-submit-on-pick]') && e.target.files.length) e.target.form.requestSubmit();
});
