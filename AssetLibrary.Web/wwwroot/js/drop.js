// Files dropped or pasted anywhere on a page with a form[data-drop] go into its file field and are sent.
import { queue } from './transfers.js';

const form = () => document.querySelector('form[data-drop]');
const carriesFiles = e => [...(e.dataTransfer ?? e.clipboardData)?.types ?? []].includes('Files');

function take(files) {
  if (!files.length) return;
  const field = form().querySelector('input[type=file]');
  field.files = files;
  form().requestSubmit();
}

document.addEventListener('dragover', e => {
  if (!form() || !carriesFiles(e)) return;
  e.preventDefault();
  document.body.dataset.dropping = '';
});
document.addEventListener('dragleave', e => { if (!e.relatedTarget) delete document.body.dataset.dropping; });
document.addEventListener('drop', e => {
  if (!form() || !carriesFiles(e)) return;
  e.preventDefault();
  delete document.body.dataset.dropping;
  const entries = [...e.dataTransfer.items].map(i => i.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.some(i => i.isDirectory)) filesOf(entries).then(queue);
  else take(e.dataTransfer.files);
});

// A folder with what is in it, however deep. Its entries come a hundred at a time.
async function filesOf(entries) {
  const files = [];
  for (const entry of entries) {
    if (entry.isFile) files.push(await new Promise((resolve, reject) => entry.file(resolve, reject)));
    else for (const reader = entry.createReader();;) {
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!some.length) break;
      files.push(...await filesOf(some));
    }
  }
  return files;
}
document.addEventListener('paste', e => {
  if (form() && carriesFiles(e) && !e.target.closest?.('textarea')) take(e.clipboardData.files);
});
