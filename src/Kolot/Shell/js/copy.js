// A button that copies what stands elsewhere on the page. It is hidden where a page cannot write to the clipboard.
const shown = 2000;

if (navigator.clipboard) {
  for (const button of document.querySelectorAll('button[data-copy]')) {
    const label = button.textContent;
    const copied = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(copied.value ?? copied.textContent);
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = label; }, shown);
    });
  }
}
