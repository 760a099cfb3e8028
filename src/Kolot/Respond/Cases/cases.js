// Keys within the list of cases: j and k go from one to the next, Enter opens it, x chooses it. Typing anywhere is left alone.
const list = document.querySelector('[data-cases]');
document.addEventListener('keydown', event => {
  if (!list || event.altKey || event.ctrlKey || event.metaKey || event.target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')) return;
  const entries = [...list.querySelectorAll('article')];
  const at = entries.indexOf(document.activeElement?.closest('article'));
  const step = { j: 1, k: -1 }[event.key];
  if (step) {
    entries[Math.min(Math.max(at + step, 0), entries.length - 1)]?.querySelector('header a')?.focus();
    event.preventDefault();
  } else if (event.key === 'x' && at >= 0) {
    const box = entries[at].querySelector('input[type=checkbox]');
    if (box) box.checked = !box.checked;
    event.preventDefault();
  } else if (event.key === 'Enter' && at >= 0 && document.activeElement.type === 'checkbox') {
    entries[at].querySelector('header a').click();
    event.preventDefault();
  }
});
