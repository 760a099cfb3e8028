// A kiosk that nobody touches begins anew, so that the next one finds an empty page. Before it does, it asks.
const quiet = 10000;
const patience = 20000;
const thanked = 8000;
const { start, done } = document.documentElement.dataset;
const ask = document.getElementById('still');
const first = location.pathname + location.search;
let asking, leaving;

const touched = () => [...document.querySelectorAll('form input, form textarea, form select')].some(field =>
  field.type === 'radio' || field.type === 'checkbox' ? field.checked : field.type !== 'hidden' && field.tagName !== 'SELECT' && field.value !== '');

const wait = () => {
  clearTimeout(asking);
  clearTimeout(leaving);
  ask.hidden = true;
  asking = setTimeout(() => {
    // Where a page is as it was at first, there is nothing to begin anew.
    if (first === start && !touched()) return;
    ask.hidden = false;
    leaving = setTimeout(() => location.replace(start), patience);
  }, quiet);
};

for (const sign of ['pointerdown', 'keydown', 'input', 'scroll']) addEventListener(sign, wait, { passive: true });
// What the browser kept of the one before, or fetches anew by going back, is nobody's business.
if (performance.getEntriesByType('navigation')[0]?.type === 'back_forward') location.replace(start);
addEventListener('pageshow', event => { if (event.persisted) location.replace(start); });
for (const form of document.forms) form.autocomplete = 'off';
wait();
// Who was thanked, and is offered nothing more, is done.
if (done !== undefined && document.forms.length === 0) setTimeout(() => location.replace(start), thanked);
