// After an @ in a note, the names of those who see the case are offered under its field: an arrow down reaches them, and one that is pressed is written out.
for (const field of document.querySelectorAll('textarea[data-names]')) {
  const offered = document.getElementById(field.dataset.names), all = [...offered.children];
  const begun = () => /(^|[^\p{L}\p{N}._-])@([^@\n]{0,30})$/u.exec(field.value.slice(0, field.selectionStart))?.[2];
  const offer = said => {
    for (const one of all) one.hidden = said === undefined || !one.dataset.name.toLowerCase().startsWith(said.toLowerCase()) || one.dataset.name === said;
    offered.hidden = all.every(one => one.hidden);
  };
  field.addEventListener('input', () => offer(begun()));
  field.addEventListener('keydown', event => {
    if (offered.hidden) return;
    if (event.key === 'Escape') offer();
    else if (event.key === 'ArrowDown') all.find(one => !one.hidden).focus();
    else return;
    event.preventDefault();
  });
  offered.addEventListener('click', event => {
    const name = event.target.closest('[data-name]')?.dataset.name, said = begun();
    if (!name || said === undefined) return;
    field.focus();
    field.setRangeText(`${name} `, field.selectionStart - said.length, field.selectionStart, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
