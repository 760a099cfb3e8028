// What is typed into one form of a case waits in this tab until that form is sent, whatever else is posted or opened meanwhile. It is kept by member and form, and never leaves the tab.
const page = document.querySelector('[data-drafts]');
for (const form of page.querySelectorAll('form:has(textarea)')) {
  const key = `draft ${page.dataset.drafts} ${new URL(form.action).pathname}`;
  const fields = [...form.elements].filter(field => field.name && !['hidden', 'file', 'submit'].includes(field.type));
  const ticks = field => ['checkbox', 'radio'].includes(field.type);
  const keep = () => fields.some(field => field.type === 'textarea' && field.value.trim())
    ? sessionStorage.setItem(key, JSON.stringify(fields.map(field => [field.name, ticks(field) ? field.value : null, ticks(field) ? field.checked : field.value])))
    : sessionStorage.removeItem(key);
  const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null');
  // What came back from the server as it was typed is newer than what waited.
  if (fields.some(field => field.type === 'textarea' && field.defaultValue)) keep();
  else if (kept) {
    for (const [name, value, was] of kept) {
      const field = fields.find(one => one.name === name && (value === null || one.value === value));
      if (field) field[value === null ? 'value' : 'checked'] = was;
    }
    for (let at = form.closest('details'); at; at = at.parentElement.closest('details')) at.open = true;
    const says = page.querySelector('template').content.cloneNode(true);
    form.querySelector('.field').before(says);
    fields.find(field => field.type === 'textarea').dispatchEvent(new Event('input', { bubbles: true }));
  }
  form.addEventListener('input', keep);
  form.addEventListener('submit', () => sessionStorage.removeItem(key));
  form.addEventListener('reset', () => {
    sessionStorage.removeItem(key);
    form.querySelector('.draft')?.remove();
  });
}
