// In a conversation: a proposed prompt goes into the message, a picture becomes a reference of it, and the newest message is in sight.
import { add } from './composer.js';

const form = () => document.querySelector('form[data-composer]');

document.addEventListener('click', e => {
  const used = e.target.closest?.('[data-use-reference]')?.dataset.useReference;
  if (used && form()) {
    add(form(), used);
    form().querySelector('textarea').focus();
  }
  if (e.target.closest?.('[data-use-prompt]') && form()) {
    const text = form().querySelector('textarea');
    text.value = e.target.closest('.proposed').querySelector('.words').textContent;
    const makers = form().querySelector('[data-makers]');
    if (makers?.selectedOptions[0]?.hasAttribute('data-words')) makers.value = [...makers.options].find(o => !o.hasAttribute('data-words')).value;
    makers?.dispatchEvent(new Event('change', { bubbles: true }));
    text.focus();
  }
});

// Enter sends, as everywhere where people chat; with Shift it begins a line.
document.addEventListener('keydown', e => {
  if (e.key !== 'Enter' || e.shiftKey || e.isComposing || !e.target.matches?.('[data-chat-text]')) return;
  e.preventDefault();
  e.target.form.querySelector('button.primary').click();
});

const end = document.getElementById('newest-message');
if (end && document.querySelector('.chat-slot')) end.scrollIntoView({ block: 'end' });
document.addEventListener('htmx:after:settle', e => {
  if (e.target.id === 'message-list' || e.target.id === 'chat-slot') document.getElementById('newest-message')?.scrollIntoView({ block: 'end' });
});
