// Keys while the focus is in the list of cases: j and k, or the arrows, go from one to the next, Enter opens it, x chooses it. Elsewhere a letter is a letter (docs/decisions/0035).
document.querySelector('[data-cases]')?.addEventListener('keydown', event => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest('input:not([type=checkbox]), textarea, select')) return;
  const entries = [...event.currentTarget.querySelectorAll('article')];
  const at = entries.indexOf(event.target.closest('article'));
  const step = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  const box = entries[at]?.querySelector('input[type=checkbox]');
  if (step) entries[Math.min(Math.max(at + step, 0), entries.length - 1)].querySelector('header a').focus();
  else if (event.key === 'x' && box) box.checked = !box.checked;
  else if (event.key === 'Enter' && event.target === box) entries[at].querySelector('header a').click();
  else return;
  event.preventDefault();
});
