// While an answer is written, what it promises is shown under its field, to be ticked. Nothing is kept of it before it is sent; whoever sends without script is shown the same afterwards.
for (const field of document.querySelectorAll('textarea[data-promised]')) {
  const shown = field.form.querySelector('[data-promises]');
  let rest, asked;
  field.addEventListener('input', () => {
    clearTimeout(rest);
    rest = setTimeout(async () => {
      asked?.abort();
      asked = new AbortController();
      try {
        const answer = await fetch(field.dataset.promised, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: field.value, signal: asked.signal });
        if (!answer.ok) return;
        const ticked = new Set([...shown.querySelectorAll(':checked')].map(one => one.value));
        shown.innerHTML = await answer.text();
        for (const one of shown.querySelectorAll('input')) one.checked = ticked.has(one.value);
      } catch { /* The next letter asks anew. */ }
    }, 600);
  });
}
