// Whoever leaves a page with something typed that is kept nowhere is asked first. What is sent, and what is left on purpose, is no longer in the way.
let typed = false;
for (const form of document.querySelectorAll('form[data-unsaved]')) {
  if (form.dataset.unsaved === 'typed') typed = true;
  form.addEventListener('input', () => { typed = true; });
  form.addEventListener('submit', () => { typed = false; });
  form.addEventListener('click', event => { if (event.target.closest('[data-without]')) typed = false; });
}
addEventListener('beforeunload', event => { if (typed) event.preventDefault(); });
