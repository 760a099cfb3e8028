// Surveys on other sites: within a page, or in a small window. A site says kolot('init', …), 'identify', 'track', 'open', 'close', and is told when somebody is done.
(() => {
  const home = document.currentScript.src.replace(/\/kolot\.js.*$/, '');
  const { origin } = new URL(home);
  const words = { he: ['סקר קצר', 'סגירה'], en: ['A short survey', 'Close'], ar: ['استطلاع قصير', 'إغلاق'], ru: ['Короткий опрос', 'Закрыть'] };
  const page = document.documentElement;
  const spoken = (page.lang || navigator.language || '').slice(0, 2).toLowerCase().replace('iw', 'he');
  const [title, close] = words[spoken] ?? words.en;
  const day = 864e5;
  const surveys = new Map();
  const happened = new Set();
  const told = {};
  let who;

  const sheet = `
    div { position: fixed; z-index: 2147483000; inset-block-end: 1rem; inset-inline-end: 1rem; inline-size: 25rem; max-inline-size: calc(100vw - 2rem); max-block-size: calc(100dvh - 2rem);
      display: grid; grid-template-rows: auto 1fr; overflow: hidden; color-scheme: light dark; background: light-dark(#fdfcf9, #12151c); color: light-dark(#171b24, #efede7); border: 1px solid #7c828e; border-radius: 6px;
      box-shadow: 0 12px 40px #0003; font: 600 1rem/1.4 system-ui, sans-serif; visibility: hidden; opacity: 0; transition: opacity .2s }
    div.shown { visibility: visible; opacity: 1 }
    p { display: flex; justify-content: space-between; align-items: center; margin: 0; padding-inline-start: 1.25rem }
    button { inline-size: 2.75rem; block-size: 2.75rem; padding: 0; border: 0; background: none; color: inherit; font: 400 1.5rem/1 system-ui, sans-serif; cursor: pointer }
    button:focus-visible { outline: 2px solid; outline-offset: -4px }
    iframe { inline-size: 100%; block-size: 100%; border: 0 }
    @media (max-width: 30rem) { div { inset-inline: 0; inset-block-end: 0; inline-size: auto; max-inline-size: none; max-block-size: 75dvh; border-end-start-radius: 0; border-end-end-radius: 0 } }
    @media (prefers-reduced-motion: reduce) { div { transition: none } }`;

  // Some browsers keep nothing for a site, or throw when asked.
  const shownAt = survey => { try { return +localStorage.getItem(`kolot.${survey}`); } catch { return 0; } };
  const note = survey => { try { localStorage.setItem(`kolot.${survey}`, Date.now()); } catch { /* then it is shown again */ } };

  const frame = survey => {
    const query = new URLSearchParams({ way: 'site', frame: location.origin });
    if (words[spoken]) query.set('lang', spoken);
    if (who) {
      query.set('who', `${who.source}:${who.id}`);
      query.set('sign', who.signature);
    }
    for (const [name, value] of Object.entries(told)) query.set(`is.${name}`, value);
    const made = document.createElement('iframe');
    made.title = title;
    made.src = `${home}/s/${survey}?${query}`;
    return made;
  };

  const inline = it => {
    const place = it.into instanceof Element ? it.into : document.querySelector(it.into ?? `[data-kolot="${it.survey}"]`);
    if (!place || it.frame) return;
    if (place.clientHeight < 100) place.style.blockSize = it.height ?? '36rem';
    it.frame = frame(it.survey);
    it.frame.style.cssText = 'display:block;inline-size:100%;block-size:100%;border:0';
    place.replaceChildren(it.frame);
  };

  const popup = it => {
    if (it.frame) return;
    const host = document.createElement('kolot-survey');
    const root = host.attachShadow({ mode: 'open' });
    const style = new CSSStyleSheet();
    style.replaceSync(sheet);
    root.adoptedStyleSheets = [style];
    const [box, bar, button] = ['div', 'p', 'button'].map(name => document.createElement(name));
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-label', title);
    box.dir = getComputedStyle(page).direction;
    box.lang = words[spoken] ? spoken : 'en';
    button.type = 'button';
    button.textContent = '×';
    button.setAttribute('aria-label', close);
    button.onclick = () => shut(it);
    box.onkeydown = event => { if (event.key === 'Escape') shut(it); };
    it.frame = frame(it.survey);
    it.host = host;
    // Not seen before it is whole, and as tall from then on: nothing moves before anybody's eyes.
    it.whole = height => {
      if (box.className) return;
      box.style.blockSize = `calc(${Math.min(Math.max(height, 240), 640)}px + 2.75rem)`;
      box.className = 'shown';
      note(it.survey);
    };
    bar.append(title, button);
    box.append(bar, it.frame);
    root.append(box);
    document.body.append(host);
  };

  const shut = it => {
    it.host?.remove();
    it.host = it.frame = it.whole = undefined;
  };

  const show = it => (it.as === 'inline' ? inline : popup)(it);
  const ready = then => document.readyState === 'loading' ? addEventListener('DOMContentLoaded', then) : then();

  const acts = {
    init(it) {
      it = { as: 'popup', after: 5, again: 30, ...it };
      surveys.set(it.survey, it);
      if (it.as === 'inline') ready(() => show(it));
      else if (Date.now() - shownAt(it.survey) > it.again * day) {
        if (!it.on) ready(() => setTimeout(() => show(it), it.after * 1000));
        else if (happened.has(it.on)) ready(() => show(it));
      }
    },
    identify(them) { who = them; },
    track(name, more) {
      happened.add(name);
      Object.assign(told, more);
      for (const it of surveys.values()) if (it.on === name && Date.now() - shownAt(it.survey) > it.again * day) ready(() => show(it));
    },
    open(survey) { if (surveys.has(survey)) ready(() => show(surveys.get(survey))); },
    close(survey) { for (const it of surveys.values()) if (it.host && (!survey || it.survey === survey)) shut(it); },
  };

  // Only what comes from the survey that was put here is believed.
  addEventListener('message', event => {
    if (event.origin !== origin) return;
    for (const it of surveys.values()) {
      if (!it.frame || event.source !== it.frame.contentWindow) continue;
      const { kolot: what, height } = event.data ?? {};
      if (what === 'height') it.whole?.(height);
      else if (what === 'close' && it.host) shut(it);
      else if (what === 'done') {
        note(it.survey);
        document.dispatchEvent(new CustomEvent('kolot:done', { detail: { survey: it.survey } }));
        it.done?.(it.survey);
      }
    }
  });

  const before = window.kolot?.said ?? [];
  window.kolot = (name, ...more) => acts[name]?.(...more);
  for (const said of before) window.kolot(...said);
})();
