// Whoever leaves a page with something typed that is kept nowhere is asked first, and whoever sends one of several forms is asked about the others. What is sent, and what is left on purpose, is no longer in the way.
const typed = new Set();
for (const form of document.querySelectorAll('form[data-unsaved]')) {
  if (form.dataset.unsaved === 'typed') typed.add(form);
  form.addEventListener('input', () => typed.add(form));
  form.addEventListener('submit', () => typed.delete(form));
  form.addEventListener('click', event => { if (event.target.closest('[data-without]')) typed.clear(); });
}
addEventListener('beforeunload', event => { if (typed.size > 0) event.preventDefault(); });
