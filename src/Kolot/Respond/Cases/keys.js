// Keys of the list of cases and of a case. "?" shows them, and there they are turned off: a single letter may be pressed by whoever speaks to their computer (docs/decisions/0035).
// A letter is also known by its place, where the keyboard writes Hebrew.
const shown = document.querySelector('[data-keys]'), on = shown?.querySelector('input');
if (shown) {
  shown.hidden = false;
  on.checked = localStorage.getItem('keys') !== 'off';
  on.addEventListener('change', () => localStorage.setItem('keys', on.checked ? 'on' : 'off'));
}

const list = document.querySelector('[data-cases]');
const inList = (event, key) => {
  const entries = [...list.querySelectorAll('article')];
  const at = entries.indexOf(event.target.closest('article')), box = entries[at]?.querySelector('input[type=checkbox]');
  const step = { j: 1, k: -1, ...at < 0 ? {} : { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity } }[key];
  if (step) entries[Math.min(Math.max(at + step, 0), entries.length - 1)].querySelector('header a').focus();
  else if (key === 'x' && box) box.checked = !box.checked;
  else if (key === 'Enter' && event.target === box) entries[at].querySelector('header a').click();
  else return false;
  return true;
};

const lead = key => {
  const to = document.querySelector(`[data-key="${key}"]`);
  if (!to) return false;
  if (to.href) to.click();
  for (let at = to.closest('details'); at; at = at.parentElement.closest('details')) at.open = true;
  to.focus();
  return true;
};

document.addEventListener('keydown', event => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest('input:not([type=checkbox]), textarea, select')) return;
  const asks = event.key === '?' || (event.shiftKey && event.code === 'Slash');
  if (event.shiftKey && !asks) return;
  const key = asks ? '?' : event.key.length > 1 || /[a-z]/.test(event.key) ? event.key : event.code.replace('Key', '').toLowerCase();
  if (key.length === 1 && !on?.checked && !list?.contains(event.target)) return;
  if (asks && shown) {
    shown.open = !shown.open;
    shown.querySelector('summary').focus();
  } else if (!(list ? inList(event, key) : /^[a-z]$/.test(key) && lead(key))) return;
  event.preventDefault();
});
