// Results are looked at again while somebody can see them: of a file that is being written often, of a survey now and then. Without this module a reload does it.
const id = 'results';

const here = () => document.getElementById(id);

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    const next = answer.ok && new DOMParser().parseFromString(await answer.text(), 'text/html');
    // Whoever is within it, or has a menu or a table open, keeps it until the next look.
    if (next?.getElementById(id) && !here().contains(document.activeElement) && !here().querySelector('details[open]')) {
      here().replaceWith(document.adoptNode(next.getElementById(id)));
      const [told, now] = [document, next].map((page) => page.querySelector('main h1'));
      if (told && now) told.replaceWith(document.adoptNode(now));
    }
  } catch (fault) {
    console.debug('The next look may find it.', fault);
  }
}

async function watch() {
  if (!document.hidden && here()?.dataset.live) await look();
  if (here()?.dataset.live) setTimeout(watch, here().dataset.often ? 1_000 : 7_000);
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden && here()?.dataset.live) look();
});
setTimeout(watch, here()?.dataset.often ? 1_000 : 7_000);
