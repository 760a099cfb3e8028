// A shopper's page in the hand: what is sent waits on the telephone until there is a network, and is sent in order, each with the id that was drawn for it.
const field = document.getElementById('field');
const { page } = field.dataset;
const again = 30000;
const [waiting, refused, unkept] = ['field-waiting', 'field-refused', 'field-unkept'].map(id => document.getElementById(id));

const asked = request => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error); });
const opened = (() => {
  const request = indexedDB.open('kolot-field', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('waiting', { keyPath: 'id' });
  return asked(request);
})();
const store = async mode => (await opened).transaction('waiting', mode).objectStore('waiting');
const all = async () => (await asked((await store()).getAll())).filter(one => one.page === page).sort((a, b) => a.at - b.at);
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

const button = (label, act) => {
  const made = Object.assign(document.createElement('button'), { type: 'button', className: 'button plain small', textContent: label });
  made.addEventListener('click', act);
  return made;
};

// What waits stands at its card too, and opens what comes after it: the page itself knows nothing of it yet.
const show = async () => {
  const list = await all();
  const did = new Set(list.filter(one => !one.refused).map(one => `${one.card} ${one.action.split('/').at(-1)}`));
  for (const note of document.querySelectorAll('[data-note]')) note.remove();
  for (const part of document.querySelectorAll('[data-after], .once')) {
    part.dataset.was ??= part.hidden ? 'hidden' : '';
    const done = did.has(`${part.closest('.probe').id} ${part.dataset.after ?? 'sent'}`);
    part.hidden = part.dataset.after ? part.dataset.was === 'hidden' && !done : done;
  }
  for (const one of list.filter(one => !one.refused)) {
    const note = document.createElement('p');
    note.className = 'note now small';
    note.dataset.note = one.id;
    const hour = new Date(one.at).toLocaleTimeString('he-IL', { hour: '2-digit', minute: '2-digit' });
    note.textContent = `${one.said} · ${field.dataset.kept.replace('{0}', hour)} `;
    note.append(button(field.dataset.undo, async () => { await drop(one.id); await show(); }));
    cardOf(one)?.querySelector('header')?.after(note);
  }
  for (const [place, count, words] of [[waiting, list.filter(one => !one.refused).length, 'waiting'], [refused, list.filter(one => one.refused).length, 'refused']]) {
    place.hidden = count === 0;
    place.textContent = field.dataset[words].replace('{0}', count) + (place === refused && list.some(one => one.gone) ? ' ' + field.dataset.over : '');
  }
  if (!refused.hidden) refused.append(' ', button(field.dataset.drop, async () => { for (const one of list.filter(one => one.refused)) await drop(one.id); location.reload(); }));
};

// The card as the house drew it, in place of the one that stands here; what is typed elsewhere stays.
const swap = (one, text) => {
  const answer = new DOMParser().parseFromString(text, 'text/html');
  const drawn = answer.getElementById(one.card);
  document.querySelector('h1').textContent = answer.querySelector('h1').textContent;
  const card = cardOf(one);
  if (!card) return;
  for (const copy of drawn?.querySelectorAll('[data-copy]') ?? []) copy.hidden = !navigator.clipboard;
  if (drawn) card.replaceWith(document.importNode(drawn, true));
  else card.remove();
  cardOf(one)?.querySelector('[role=alert]')?.focus();
};

const send = async one => {
  const body = new FormData();
  for (const [name, value] of one.fields) body.append(name, value);
  body.append('ago', Math.max(0, Date.now() - one.at));
  const answer = await fetch(one.action, { method: 'POST', body });
  if (answer.status === 429 || answer.status >= 500) return false;
  const gone = answer.status === 404;
  // What was mended and sent anew is what counts.
  if (answer.ok) for (const old of (await all()).filter(old => old.id === one.id || old.refused && old.action === one.action)) await drop(old.id);
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

document.addEventListener('submit', async event => {
  const form = event.target;
  if (!form.matches('form[data-queue]')) return;
  event.preventDefault();
  const drawn = form.querySelector('[name=id]');
  if (drawn?.dataset.fresh !== undefined) drawn.value = draw();
  const fields = [...new FormData(form, event.submitter)].filter(([, value]) => !(value instanceof File && value.size === 0));
  const card = form.closest('.probe');
  const id = drawn?.value ?? draw();
  const at = (await all()).find(one => one.id === id)?.at ?? Date.now();
  await keep({ id, page, card: card.id, action: form.action, said: form.dataset.said, at, fields });
  form.closest('details:not(.probe)')?.removeAttribute('open');
  form.reset();
  await show();
  flush();
});
addEventListener('online', () => flush());
setInterval(async () => { if ((await all()).some(one => !one.refused)) flush(); }, again);

// What was refused is tried once more when the page is opened: a wave may have been opened again meanwhile.
for (const one of await all()) if (one.refused) await keep({ ...one, refused: false });
await show();
flush();

try {
  if (!isSecureContext) throw new Error();
  await navigator.serviceWorker.register(field.dataset.worker, { scope: page });
  const made = [...document.querySelectorAll('link[href*="/assets/"], script[src*="/assets/"], use')].map(one => (one.href?.baseVal ?? one.href ?? one.src).split('#')[0]);
  (await navigator.serviceWorker.ready).active.postMessage([page, ...new Set(made)]);
} catch {
  unkept.hidden = false;
}
