// Within a list the arrows go from entry to entry, Home and End to its ends; whoever walks by tabs is not disturbed.
document.querySelector('[data-walk]')?.addEventListener('keydown', event => {
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const entries = [...event.currentTarget.querySelectorAll('article')];
  const at = entries.indexOf(event.target.closest('article'));
  const to = entries[Math.min(Math.max(at + step, 0), entries.length - 1)];
  to.querySelector('header a')?.focus();
  event.preventDefault();
});
