// Puts ready words where the cursor stands. Without it the page comes back with them at the end of what was typed.
for (const menu of document.querySelectorAll('[data-snippets]')) {
  const form = menu.closest('form'), field = form.querySelector('textarea');
  let at = null;
  field.addEventListener('blur', () => at = [field.selectionStart, field.selectionEnd]);
  menu.addEventListener('toggle', () => menu.open && menu.querySelector('button')?.focus());
  menu.addEventListener('click', event => {
    const chosen = event.target.closest('button[data-text]');
    if (!chosen) return;
    event.preventDefault();
    const [from, to] = at ?? [field.value.length, field.value.length];
    const before = field.value.slice(0, from);
    const text = (before && !/\s$/.test(before) ? '\n' : '') + chosen.dataset.text;
    menu.open = false;
    field.focus();
    field.setRangeText(text, from, to, 'end');
    // What nobody knows yet is marked, to be typed over.
    const open = /\{[^{}]+\}/.exec(text);
    if (open) field.setSelectionRange(from + open.index, from + open.index + open[0].length);
    const hand = form.elements.handTo;
    if (chosen.dataset.unit && hand) {
      hand.value = chosen.dataset.unit;
      hand.closest('details').open = true;
    }
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  menu.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = [...menu.querySelectorAll('button')];
    if (!step || !all.length) return;
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    event.preventDefault();
  });
}
