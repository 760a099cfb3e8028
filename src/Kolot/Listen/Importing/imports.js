// While a file comes in, its page is looked at again each second. Without this module the browser reloads it.
const id = 'import';

async function look() {
  const here = document.getElementById(id);
  if (!here?.dataset.live) return;
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    const next = answer.ok && new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(id);
    // Whoever is on a button of it keeps it until the next look.
    if (next && !here.contains(document.activeElement)) here.replaceWith(document.adoptNode(next));
  } catch (fault) {
    console.debug('The next look may find it.', fault);
  }
  setTimeout(look, 1000);
}

setTimeout(look, 1000);
