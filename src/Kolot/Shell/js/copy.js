// A button that copies what a field holds. It is hidden where a page cannot write to the clipboard.
const said = 2000;

if (navigator.clipboard) {
  for (const button of document.querySelectorAll('button[data-copy]')) {
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener('click', async () => {
      const field = document.getElementById(button.dataset.copy);
      await navigator.clipboard.writeText(field.value ?? field.textContent);
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = label; }, said);
    });
  }
}
