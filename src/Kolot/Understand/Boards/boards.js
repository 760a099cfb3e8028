// A board looks again by itself while somebody can see it; while it is arranged, tiles are dragged to their places.
// Without this module there are a link to refresh and arrows to move by.
const id = 'board';
const pause = 15_000;

async function fetched(address, options) {
  const answer = await fetch(address, { headers: { accept: 'text/html' }, ...options });
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
}

async function look() {
  const here = document.getElementById(id);
  if (!here?.dataset.live) return;
  try {
    const page = await fetched(location.href);
    const next = page?.getElementById(id);
    // Whoever is within it, or has a table open, keeps it until the next look.
    if (next && !here.contains(document.activeElement) && !here.querySelector('details[open]')) {
      here.replaceWith(document.adoptNode(next));
      const [told, now] = [document, page].map(one => one.querySelector('.boardtools time'));
      if (told && now) told.replaceWith(document.adoptNode(now));
    }
  } catch (fault) {
    console.debug('The next look may find it.', fault);
  }
}

let timer = null;

function watch() {
  clearInterval(timer);
  timer = document.hidden ? null : setInterval(look, pause);
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) look();
  watch();
});
watch();

const tiles = () => [...document.querySelectorAll(`#${id} > [data-tile]`)];

async function keep(tile) {
  const form = tile.querySelector('form[data-order]');
  const body = new URLSearchParams(new FormData(form));
  body.set('place', tiles().indexOf(tile));
  const page = await fetched(form.action, { method: 'POST', body });
  const next = page?.getElementById(id);
  if (next) {
    document.getElementById(id).replaceWith(document.adoptNode(next));
    grips();
  } else {
    location.reload();
  }
}

function drag(tile) {
  const before = tiles().indexOf(tile);
  const move = (event) => {
    const over = document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-tile]');
    if (!over || over === tile) return;
    const [from, to] = [tiles().indexOf(tile), tiles().indexOf(over)];
    if (from < to) over.after(tile); else over.before(tile);
  };
  const end = () => {
    removeEventListener('pointermove', move);
    tile.classList.remove('held');
    if (tiles().indexOf(tile) !== before) keep(tile);
  };
  tile.classList.add('held');
  addEventListener('pointermove', move);
  addEventListener('pointerup', end, { once: true });
  addEventListener('pointercancel', end, { once: true });
}

function grips() {
  for (const grip of document.querySelectorAll(`#${id} [data-grip]`)) {
    grip.hidden = false;
    grip.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      drag(grip.closest('[data-tile]'));
    });
  }
}

grips();
