// Files dropped or pasted anywhere on a page with a form[data-drop] go into its file field and are sent.
const form = () => document.querySelector('form[data-drop]');
const carriesFiles = e => [...(e.dataTransfer ?? e.clipboardData)?.types ?? []].includes('Files');

function take(files) {
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
  take(e.dataTransfer.files);
});
document.addEventListener('paste', e => {
  if (form() && carriesFiles(e) && !e.target.closest?.('textarea')) take(e.clipboardData.files);
});
