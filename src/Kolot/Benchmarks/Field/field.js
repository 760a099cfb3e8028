// A shopper's page in the hand: what is sent waits on the telephone until there is a network, and is sent in order, each with the id that was drawn for it.
const field = document.getElementById('field');
const { page, shopper } = field.dataset;
const again = 30000;
const [waiting, refused, unkept] = ['field-waiting', 'field-refused', 'field-unkept'].map(id => document.getElementById(id));

const asked = request => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error); });
const opened = (() => {
  const request = indexedDB.open('kolot-field', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('waiting', { keyPath: 'id' });
  return asked(request);
})();
const store = async mode => (await opened).transaction('waiting', mode).objectStore('waiting');
// By whose it is, not by the link under which it was kept: that may have been replaced since.
const all = async () => (await asked((await store()).getAll())).filter(one => one.shopper === shopper).sort((a, b) => a.at - b.at);
const keep = async one => asked((await store('readwrite')).put(one));
const drop = async id => asked((await store('readwrite')).delete(id));

// Random ids of the platform are only there where a page is secure.
const draw = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 15 | 64;
  bytes[8] = bytes[8] & 63 | 128;
  return [...bytes].map((byte, at) => ([4, 6, 8, 10].includes(at) ? '-' : '') + byte.toString(16).padStart(2, '0')).join('');
};
const cardOf = one => document.getElementById(one.card);
let over = false;

const button = (label, act) => {
  const made = Object.assign(document.createElement('button'), { type: 'button', className: 'button plain small', textContent: label });
  made.addEventListener('click', act);
  return made;
};

// What waits stands at its card too, and opens what comes after it: the page itself knows nothing of it yet.
const show = async () => {
  const list = await all();
  const did = new Set(list.filter(one => !one.refused).map(one => `${one.card} ${one.path.split('/').at(-1)}`));
  for (const note of document.querySelectorAll('[data-note]')) note.remove();
  for (const part of document.querySelectorAll('[data-after], .once')) {
    part.dataset.was ??= part.hidden ? 'hidden' : '';
    const done = did.has(`${part.closest('.probe').id} ${part.dataset.after ?? 'sent'}`);
    part.hidden = part.dataset.after ? part.dataset.was === 'hidden' && !done : done;
  }
  for (const one of list.filter(one => !one.refused).reverse()) {
    const note = document.createElement('p');
    note.className = 'note now small';
    note.dataset.note = one.id;
    const hour = new Date(one.at).toLocaleTimeString('he-IL', { hour: '2-digit', minute: '2-digit' });
    note.textContent = `${one.said} · ${field.dataset.kept.replace('{0}', hour)} `;
    note.append(button(field.dataset.undo, async () => { pressed = {}; await drop(one.id); await show(); }));
    cardOf(one)?.querySelector('header')?.after(note);
  }
  for (const [place, count, words] of [[waiting, list.filter(one => !one.refused).length, 'waiting'], [refused, list.filter(one => one.refused).length, 'refused']]) {
    place.hidden = count === 0;
    place.textContent = field.dataset[words].replace('{0}', count) + (place === refused && list.some(one => one.gone) ? ' ' + field.dataset.gone : '');
  }
  waiting.classList.toggle('bad', over);
  if (over) waiting.prepend(field.dataset.over + ' ');
  if (!refused.hidden) refused.append(' ', button(field.dataset.drop, async () => { for (const one of list.filter(one => one.refused)) await drop(one.id); location.reload(); }));
};

// What somebody is typing into a card goes on in the one that takes its place. Tells where they were.
const carry = (from, to) => {
  let here;
  for (const one of from.querySelectorAll('[data-queue] :is(input:not([type=hidden]), textarea)')) {
    const chosen = ['radio', 'checkbox'].includes(one.type);
    const same = [...to.querySelectorAll(`form[action="${one.form.getAttribute('action')}"] [name="${one.name}"]:not([type=hidden])`)].find(other => !chosen || other.value === one.value);
    if (!same) continue;
    if (one === document.activeElement) here = same;
    if (chosen ? one.checked === one.defaultChecked : one.value === one.defaultValue) continue;
    if (chosen) same.checked = one.checked;
    else if (one.type === 'file') same.files = one.files;
    else same.value = one.value;
  }
  for (const fold of from.querySelectorAll('.inside details[open]')) {
    const form = fold.querySelector('form[data-queue]')?.getAttribute('action');
    to.querySelector(`details:has(form[action="${form}"])`)?.setAttribute('open', '');
  }
  return here;
};

// What holds something that the house did not take in, or does not know of.
const isHeld = card => card.querySelector('[role=alert]') || [...card.querySelectorAll('[data-queue] :is(input:not([type=hidden]), textarea)')].some(one => one.type === 'radio' || one.type === 'checkbox' ? one.checked !== one.defaultChecked : one.value !== one.defaultValue);

// The lists as the house drew them: what was sent, answered or graded stands in another one now, and so many are left. Other cards stay as they are here, and whoever is at one keeps it under the hand.
const swap = (one, text) => {
  const answer = new DOMParser().parseFromString(text, 'text/html');
  const [lists, drawnLists] = [document, answer].map(page => page.getElementById('field-lists'));
  if (!drawnLists) return;
  const fresh = document.importNode(drawnLists, true);
  const card = cardOf(one);
  const at = document.activeElement?.closest('.probe') ?? card;
  const top = at?.getBoundingClientRect().top;
  document.querySelector('h1').textContent = answer.querySelector('h1').textContent;
  let here = document.activeElement;
  for (const old of lists.querySelectorAll('.probe')) {
    const drawn = fresh.querySelector(`#${old.id}`);
    if (old === card) here = drawn && carry(old, drawn) || here;
    else if (drawn) drawn.replaceWith(old);
    else if (isHeld(old)) fresh.append(old);
  }
  lists.replaceWith(fresh);
  const now = at && document.getElementById(at.id);
  if (now) scrollBy(0, now.getBoundingClientRect().top - top);
  const why = cardOf(one)?.querySelector('[role=alert]');
  if (why) why.focus();
  else if (here?.isConnected && here !== document.activeElement) here.focus({ preventScroll: true });
};

const send = async one => {
  const body = new FormData();
  for (const [name, value] of one.fields) body.append(name, value);
  body.append('ago', Math.max(0, Date.now() - one.at));
  const answer = await fetch(page + one.path, { method: 'POST', body });
  if (answer.status === 429 || answer.status >= 500) return false;
  const gone = answer.status === 404;
  // Where the whole link opens nothing any more, all waits for the one that replaced it.
  over = gone && (await fetch(page)).status === 404;
  if (over) return false;
  // What was mended and sent anew is what counts.
  if (answer.ok) for (const old of (await all()).filter(old => old.id === one.id || old.refused && old.card === one.card && old.path === one.path)) await drop(old.id);
  else await keep({ ...one, refused: true, gone });
  if (!gone) swap(one, await answer.text());
  return true;
};

// One after the other. Another page that sends the same does no harm: what is known by its id is kept once.
let busy = false;
const flush = async () => {
  if (busy) return;
  busy = true;
  try {
    for (let next; (next = (await all()).find(one => !one.refused)) && await send(next););
  } catch { /* No network: it stays where it is, and is tried again. */ }
  busy = false;
  await show();
};

// Where the telephone keeps nothing, a form is sent as it is without script.
const sent = (form, by) => {
  if (by?.name) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: by.name, value: by.value }));
  form.submit();
};

// Pressed twice in one go, it is meant once.
const once = 2000;
let pressed = {};
const isEcho = (form, fields) => {
  const what = JSON.stringify([form.action, ...fields.filter(([name]) => name !== 'id').map(([name, value]) => [name, value.size ?? value])]);
  const echo = pressed.what === what && Date.now() - pressed.at < once;
  pressed = { what, at: Date.now() };
  return echo;
};

const queue = async (form, by) => {
  const drawn = form.querySelector('[name=id]');
  if (drawn?.dataset.fresh !== undefined) drawn.value = draw();
  const fields = [...new FormData(form, by)].filter(([, value]) => !(value instanceof File && value.name === ''));
  if (isEcho(form, fields)) return;
  const card = form.closest('.probe');
  const id = drawn?.value ?? draw();
  const at = (await all()).find(one => one.id === id)?.at ?? Date.now();
  await keep({ id, shopper, card: card.id, path: new URL(form.action).pathname.slice(page.length), said: form.dataset.said, at, fields });
  form.closest('details:not(.probe)')?.removeAttribute('open');
  form.reset();
  await show();
  flush();
};
document.addEventListener('submit', event => {
  if (!event.target.matches('form[data-queue]')) return;
  event.preventDefault();
  queue(event.target, event.submitter).catch(() => sent(event.target, event.submitter));
});
addEventListener('online', () => flush());
setInterval(async () => { if ((await all()).some(one => !one.refused)) flush(); }, again);

try {
  // What was refused is tried once more when the page is opened: a wave may have been opened again meanwhile.
  for (const one of await all()) if (one.refused) await keep({ ...one, refused: false });
  await show();
  flush();
  if (!isSecureContext) throw new Error();
  await navigator.serviceWorker.register(field.dataset.worker, { scope: page });
  const made = [...document.querySelectorAll('link[href*="/assets/"], script[src*="/assets/"], use')].map(one => (one.href?.baseVal ?? one.href ?? one.src).split('#')[0]);
  (await navigator.serviceWorker.ready).active.postMessage([page, ...new Set(made)]);
} catch {
  unkept.hidden = false;
}
