// A button that copies what stands elsewhere on the page. It is hidden where a page cannot write to the clipboard.
const shown = 2000;

if (navigator.clipboard) {
  // What a script draws later comes hidden too.
  const show = () => { for (const button of document.querySelectorAll('button[data-copy][hidden]')) button.hidden = false; };
  show();
  new MutationObserver(show).observe(document.body, { childList: true, subtree: true });
  document.addEventListener('click', async event => {
    const button = event.target.closest('button[data-copy]');
    if (!button) return;
    const copied = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(copied.value ?? copied.textContent);
    const label = button.dataset.label ??= button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, shown);
  });
}
