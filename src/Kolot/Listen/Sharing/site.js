// Surveys and the contact form on other sites: within a page, or in a small window. A site says kolot('init', …), 'identify', 'track', 'open', 'close', and is told when somebody is done.
(() => {
  const home = document.currentScript.src.replace(/\/kolot\.js.*$/, '');
  const { origin } = new URL(home);
  const words = { he: ['סקר קצר', 'סגירה', 'כתבו לנו'], en: ['A short survey', 'Close', 'Write to us'], ar: ['استطلاع قصير', 'إغلاق', 'اكتبوا لنا'], ru: ['Короткий опрос', 'Закрыть', 'Напишите нам'] };
  const page = document.documentElement;
  const spoken = (page.lang || navigator.language || '').slice(0, 2).toLowerCase().replace('iw', 'he');
  const [survey, close, contact] = words[spoken] ?? words.en;
  const titled = it => it.contact ? contact : survey;
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

  const frame = it => {
    const query = new URLSearchParams({ way: 'site', frame: location.origin });
    if (words[spoken]) query.set('lang', spoken);
    if (who) {
      query.set('who', `${who.source}:${who.id}`);
      query.set('until', who.until);
      query.set('sign', who.signature);
    }
    for (const [name, value] of Object.entries(told)) query.set(`is.${name}`, value);
    const made = document.createElement('iframe');
    made.title = titled(it);
    made.src = `${home}${it.contact ? '' : '/s/'}${it.survey}?${query}`;
    return made;
  };

  const inline = it => {
    const place = it.into instanceof Element ? it.into : document.querySelector(it.into ?? `[data-kolot="${it.survey}"]`);
    if (!place || it.frame) return;
    if (place.clientHeight < 100) place.style.blockSize = it.height ?? '36rem';
    it.frame = frame(it);
    it.frame.style.cssText = 'display:block;inline-size:100%;block-size:100%;border:0';
    place.replaceChildren(it.frame);
  };

  const popup = it => {
    if (it.frame) {
      if (it.host) it.host.hidden = false;
      if (it.from) it.frame.focus();
      return;
    }
    const host = document.createElement('kolot-survey');
    const root = host.attachShadow({ mode: 'open' });
    const style = new CSSStyleSheet();
    style.replaceSync(sheet);
    root.adoptedStyleSheets = [style];
    const [box, bar, button] = ['div', 'p', 'button'].map(name => document.createElement(name));
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-label', titled(it));
    box.dir = getComputedStyle(page).direction;
    box.lang = words[spoken] ? spoken : 'en';
    button.type = 'button';
    button.textContent = '×';
    button.setAttribute('aria-label', close);
    button.onclick = () => shut(it);
    box.onkeydown = event => { if (event.key === 'Escape') shut(it); };
    it.frame = frame(it);
    it.host = host;
    // Not seen before it is whole, and as tall from then on: nothing moves before anybody's eyes.
    it.whole = height => {
      if (box.className) return;
      box.style.blockSize = `calc(${Math.min(Math.max(height, 240), 640)}px + 2.75rem)`;
      box.className = 'shown';
      note(it.survey);
      // Whoever opened it themselves goes on within it.
      if (it.from) it.frame.focus();
    };
    bar.append(titled(it), button);
    box.append(bar, it.frame);
    root.append(box);
    document.body.append(host);
  };

  // What somebody began to write to us is still there when they open the window again.
  const shut = it => {
    if (it.contact && !it.sent) it.host.hidden = true;
    else {
      it.host?.remove();
      it.host = it.frame = it.whole = it.sent = undefined;
    }
    it.from?.focus();
  };

  const show = it => (it.as === 'inline' ? inline : popup)(it);
  const ready = then => document.readyState === 'loading' ? addEventListener('DOMContentLoaded', then) : then();

  const acts = {
    init(it) {
      it = { as: 'popup', after: 5, again: 30, ...it };
      // The form of a touchpoint is named by its code; it comes when it is asked for, and as often.
      if (it.contact) it.survey = it.contact === true ? '/contact' : `/contact/${it.contact}`;
      surveys.set(it.survey, it);
      if (it.contact && it.as === 'popup') return;
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

  // A link to the contact form opens it here; with a key held down, or without this script, it leads to its page.
  document.addEventListener('click', event => {
    const link = event.target.closest?.('a[href]');
    const it = link && surveys.get(link.href.split(/[?#]/)[0].slice(home.length));
    if (!it?.contact || it.as !== 'popup' || !link.href.startsWith(home) || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    it.from = link;
    show(it);
  });

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
        it.sent = true;
        document.dispatchEvent(new CustomEvent('kolot:done', { detail: { survey: it.survey } }));
        it.done?.(it.survey);
      }
    }
  });

  const before = window.kolot?.said ?? [];
  window.kolot = (name, ...more) => acts[name]?.(...more);
  for (const said of before) window.kolot(...said);
})();
