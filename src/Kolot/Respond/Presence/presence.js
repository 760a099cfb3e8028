// Says every ten seconds that somebody looks at this case, or writes, and shows who else does. Without it nobody is told, and an answer that comes too late is refused all the same.
const shown = document.querySelector('[data-presence]');
const field = document.querySelector('#answer textarea');
const rest = 60_000;
let typed = 0, last = '';

async function say() {
  if (document.hidden) return;
  const writes = field?.value.trim() && Date.now() - typed < rest;
  try {
    const answer = await fetch(shown.dataset.presence, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: writes ? 'writes' : 'looks' });
    if (!answer.ok) return;
    const here = (await answer.text()).trim();
    if (here !== last) shown.innerHTML = last = here;
  } catch { /* In ten seconds it is said again. */ }
}

field?.addEventListener('input', () => {
  const begins = Date.now() - typed > rest;
  typed = Date.now();
  if (begins) say();
});
addEventListener('pagehide', () => navigator.sendBeacon(shown.dataset.presence, 'leaves'));
document.addEventListener('visibilitychange', say);
say();
setInterval(say, 10_000);
