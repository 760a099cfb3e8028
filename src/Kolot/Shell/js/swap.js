// A form or link with data-swap="#id" replaces that part of the page instead of the whole, and keeps the address true.
// Without this module, or when anything is amiss, the browser does what it always did.

const parts = new DOMParser();
let pending;

async function swap(address, target, remember) {
  pending?.abort();
  pending = new AbortController();
  const here = document.querySelector(target);
  here.setAttribute('aria-busy', 'true');

  const answer = await fetch(address, { signal: pending.signal, headers: { accept: 'text/html' } });
  const page = parts.parseFromString(await answer.text(), 'text/html');
  const next = page.querySelector(target);
  if (!answer.ok || !next) return location.assign(address);

  const focused = document.activeElement?.id;
  here.replaceWith(document.adoptNode(next));
  document.title = page.title;
  if (remember) history.pushState({ swap: target }, '', answer.url);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  next.dispatchEvent(new CustomEvent('swapped', { bubbles: true }));
}

function go(event, address, target, remember = true) {
  if (!document.querySelector(target)) return;
  event.preventDefault();
  swap(address, target, remember).catch(fault => fault.name === 'AbortError' || location.assign(address));
}

document.addEventListener('click', event => {
  const link = event.target.closest('a[data-swap]');
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  go(event, link.href, link.dataset.swap);
});

document.addEventListener('submit', event => {
  const form = event.target.closest('form[data-swap]');
  if (!form || form.method !== 'get') return;
  const address = new URL(form.action);
  const given = [...new FormData(form, event.submitter)].filter(([, value]) => value !== '');
  address.search = new URLSearchParams(given);
  go(event, address.href, form.dataset.swap);
});

addEventListener('popstate', event => {
  if (history.state?.swap) go(event, location.href, history.state.swap, false);
  else if (document.querySelector('[data-swap]')) location.reload();
});

// A menu closes when attention goes elsewhere.
document.addEventListener('click', event => {
  for (const menu of document.querySelectorAll('details.menu[open]')) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener('keydown', event => {
  const menu = event.key === 'Escape' && document.querySelector('details.menu[open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});
