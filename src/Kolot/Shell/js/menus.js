// A menu closes when attention goes elsewhere, and by Escape. Without this module it closes as it opened.
const open = () => document.querySelectorAll('details.menu[open]');

document.addEventListener('click', event => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  for (const menu of open()) {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector('summary').focus();
  }
});
