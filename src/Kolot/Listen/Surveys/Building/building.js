// Questions are dragged to their places, or moved by their buttons without leaving the page; rows of a form come when an answer is chosen.
// Without this module there are the same buttons, each with a page of its own.
const id = 'build';
const questions = '[data-question]';

async function post(form, more = {}, by = null) {
  const body = new URLSearchParams(new FormData(form, by));
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return { answer, page };
}

function say(page) {
  const said = page.querySelector('.toast, [role="alert"]')?.textContent.trim();
  if (said) document.getElementById('said').textContent = said;
}

// What came back takes the place of what is there; whoever was on a button is on it again.
async function swap(sending, focus) {
  try {
    const { page } = await sending;
    const next = page.getElementById(id);
    if (!next) throw new Error('no such part');
    const open = [...document.querySelectorAll(`#${id} [data-screen]:has(details.add[open])`)].map(screen => screen.dataset.screen);
    document.getElementById(id).replaceWith(document.adoptNode(next));
    for (const screen of open) document.querySelector(`[data-screen="${screen}"] details.add`)?.setAttribute('open', '');
    arm();
    say(page);
    focus?.();
  } catch (fault) {
    console.debug('The page itself says how it stands.', fault);
    location.reload();
  }
}

function again(key, value) {
  const one = [...document.querySelectorAll(questions)].find(question => question.dataset.question === key);
  const buttons = [...(one?.querySelectorAll('form[data-order] button') ?? [])];
  (buttons.find(button => button.value === value && !button.disabled) ?? buttons.find(button => !button.disabled))?.focus();
  one?.scrollIntoView({ block: 'nearest' });
}

function keys(form) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const key = form.closest(questions).dataset.question;
    swap(post(form, {}, event.submitter), () => again(key, event.submitter.value));
  });
}

function place(card) {
  const list = card.parentElement;
  return { screen: card.closest('[data-screen]').dataset.screen, place: [...list.querySelectorAll(`:scope > ${questions}`)].indexOf(card) };
}

function drag(card) {
  const before = place(card);
  const move = (event) => {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const over = under?.closest(questions);
    const screen = under?.closest('[data-screen]');
    if (over && over !== card) {
      const box = over.getBoundingClientRect();
      if (event.clientY > box.top + box.height / 2) over.after(card); else over.before(card);
    } else if (!over && screen && screen !== card.closest('[data-screen]')) {
      screen.querySelector('.asks').append(card);
    }
    if (event.clientY < 60) scrollBy(0, -12);
    if (event.clientY > innerHeight - 60) scrollBy(0, 12);
  };
  const end = () => {
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', end);
    removeEventListener('pointercancel', end);
    card.classList.remove('held');
    const now = place(card);
    if (now.screen !== before.screen || now.place !== before.place) swap(post(card.querySelector('form[data-order]'), now));
  };
  card.classList.add('held');
  addEventListener('pointermove', move);
  addEventListener('pointerup', end);
  addEventListener('pointercancel', end);
}

function arm() {
  for (const form of document.querySelectorAll(`#${id} form[data-order]`)) keys(form);
  for (const grip of document.querySelectorAll(`#${id} [data-grip]`)) {
    grip.hidden = false;
    grip.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      drag(grip.closest(questions));
    });
  }
}

arm();

// An answer was chosen in a condition: its row comes with what it can be compared with, and whoever chose stays where they were.
document.addEventListener('change', async (event) => {
  const chosen = event.target.closest?.('select[data-rows]');
  if (!chosen) return;
  try {
    const { page } = await post(chosen.form, { rows: 'condition' });
    const next = page.getElementById('f-showIf');
    if (!next) return;
    document.getElementById('f-showIf').replaceWith(document.adoptNode(next));
    document.getElementById(chosen.id)?.focus();
  } catch (fault) {
    console.debug('The button asks for the rows.', fault);
  }
});

// Words that were suggested give way when they are typed over, and where the question was rewritten in its main language those of the others are gone: they ask something else.
document.querySelector('[data-usual][autofocus]')?.select();
document.addEventListener('input', (event) => {
  const { usual } = event.target.dataset;
  const name = event.target.name?.split(':')[1];
  const alike = usual && name ? [...event.target.form.querySelectorAll(`[data-usual][name$=":${name}"]`)] : [];
  if (alike[0] !== event.target) return;
  const rewritten = event.target.value.trim() !== usual;
  for (const other of alike.slice(1)) {
    if (rewritten && other.value === other.dataset.usual) {
      other.value = '';
      other.placeholder = other.dataset.gone;
    } else if (!rewritten && other.value === '' && other.placeholder === other.dataset.gone) {
      other.value = other.dataset.usual;
      other.placeholder = ' ';
    }
  }
});

// Enter goes from choice to choice rather than send a form that is not done; after the last, more lines come.
document.addEventListener('keydown', async (event) => {
  const here = event.target.closest?.('.choicerows li input[type=text]');
  if (!here || event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const below = () => document.getElementById(here.id.replace(/\d+/, at => Number(at) + 1));
  try {
    if (!below()) {
      const { page } = await post(here.form, { rows: 'more' });
      const next = page.getElementById('f-choices');
      if (next) document.getElementById('f-choices').replaceWith(document.adoptNode(next));
    }
    below()?.focus();
  } catch (fault) {
    console.debug('The button asks for the rows.', fault);
  }
});
