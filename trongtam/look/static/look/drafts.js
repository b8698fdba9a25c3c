// Trọng Tâm · nothing typed is lost. One part for every <form data-draft="KEY">: keeps it on this device while one types,
// on the server when there is a connection, sends it later when there is none. Drafts belong to the person, never to the phone.
(() => {
  'use strict';
  const box = document.getElementById('draft-line');
  if (!box) return;
  const T = box.dataset, here = document.body.dataset, answered = 'kept' in here, away = 'away' in here;
  const user = here.user || (answered ? localStorage.getItem('draft-user') : '') || '';
  const SECRET = /pass|secret|token|otp|^code$|recovery/i;
  const forms = () => document.querySelectorAll('form[data-draft]');
  const prefix = `draft:${user}:`;
  const read = (key) => JSON.parse(localStorage.getItem(prefix + key) || 'null');
  const write = (key, rec) => { try { localStorage.setItem(prefix + key, JSON.stringify(rec)); } catch (e) { say(T.full, ''); } };
  const drop = (key) => localStorage.removeItem(prefix + key);
  const records = () => Object.keys(localStorage).filter((k) => k.startsWith(prefix)).map((k) => [k.slice(prefix.length), read(k.slice(prefix.length))]);
  let token = (document.querySelector('[name=csrfmiddlewaretoken]') || {}).value;

  function say(text, kind = 'gold', url) {
    box.replaceChildren();
    if (!text) return;
    const p = document.createElement('p');
    p.className = `alert ${kind}`;
    p.append(text);
    if (url) { const a = document.createElement('a'); a.href = url; a.textContent = T.open; a.className = 'act-link'; p.append(' ', a); }
    box.append(p);
  }

  const collect = (form, extra) => {
    const data = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string' && name !== 'csrfmiddlewaretoken' && name !== 'typed_as' && !SECRET.test(name)) (data[name] = data[name] || []).push(value);
    }
    if (extra && extra.name) data[extra.name] = [extra.value];
    return data;
  };
  let filling = false;
  const fill = (form, data) => {
    filling = true;
    for (const el of form.elements) {
      if (!el.name || SECRET.test(el.name) || /^(hidden|file|password|submit|button)$/.test(el.type)) continue;
      const values = data[el.name];
      if (el.type === 'checkbox' || el.type === 'radio') el.checked = !!values && values.includes(el.value);
      else if (!values || (el.defaultValue && values.length === 1 && !values[0])) continue; // what stands is not emptied by a draft
      else if (el.multiple) for (const o of el.options) o.selected = values.includes(o.value);
      else el.value = values[[...form.elements].filter((x) => x.name === el.name).indexOf(el)] ?? values[0];
      el.dispatchEvent(new Event('input', { bubbles: true }));
    }
    filling = false;
    // A draft of this device is filled in before htmx listens: what the page says of the figures is reckoned once it does.
    if (document.readyState !== 'complete') addEventListener('DOMContentLoaded', () => form.dispatchEvent(new Event('change')), { once: true });
  };
  const uuid = () => crypto.randomUUID ? crypto.randomUUID() : ([1e7] + -1e3 + -4e3 + -8e3 + -1e11).replace(/[018]/g, (c) => (c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> c / 4).toString(16));
  const keyOf = (form) => {
    let el = form.elements.form_key;
    if (!el) { el = Object.assign(document.createElement('input'), { type: 'hidden', name: 'form_key', value: uuid() }); form.append(el); }
    return el;
  };

  async function ask() {
    const r = await fetch(T.who, { headers: { Accept: 'application/json' } });
    const who = await r.json();
    token = who.token;
    for (const el of document.getElementsByName('csrfmiddlewaretoken')) el.value = token;
    return who.user;
  }
  async function push(key, rec, again = true) {
    const r = await fetch(T.drafts + encodeURI(key), { method: 'POST', keepalive: true, headers: { 'Content-Type': 'application/json', 'X-CSRFToken': token }, body: JSON.stringify(rec.data) });
    if (r.status === 403 && again && (await ask()) === user) return push(key, rec, false);
    if (r.status === 401 || r.status === 403) { say(T.expired, '', T.login); return false; }
    if (!r.ok) {
      const said = await r.json();
      if (said.forget) forgo(key);
      if (!said.forget || !document.querySelector(`form[data-bound][data-draft="${CSS.escape(key)}"]`)) say(said.sentence, '');
      return false;
    }
    const now = read(key);
    if (now && now.at === rec.at) write(key, { ...now, synced: true });
    return true;
  }
  // What may lie nowhere (a denunciation, a classified text) does not stay on this device either; it stands in its field until one leaves.
  const forgo = (key) => { drop(key); document.querySelector(`[data-draft-line="${CSS.escape(key)}"]`)?.replaceChildren(); };
  // What is being forgotten is not asked for: the server may answer that question before it has forgotten.
  const forgotten = new Set();
  const forget = (key) => { drop(key); forgotten.add(key); return fetch(T.drafts + encodeURI(key), { method: 'DELETE', keepalive: true, headers: { 'X-CSRFToken': token } }).catch(() => {}); };

  function line(form, key, at) {
    let p = document.querySelector(`[data-draft-line="${CSS.escape(key)}"]`);
    if (!p) { p = document.createElement('p'); p.dataset.draftLine = key; p.className = 'saved'; form.append(p); }
    // The hour of the house, as every other hour on its pages, wherever the device thinks it is.
    const there = { timeZone: 'Asia/Ho_Chi_Minh' }, dayOf = (one) => one.toLocaleDateString('vi', { day: '2-digit', month: '2-digit', ...there });
    const when = new Date(at), day = dayOf(when) === dayOf(new Date()) ? '' : dayOf(when) + ' ';
    const b = Object.assign(document.createElement('button'), { type: 'button', className: 'link-btn', textContent: T.discard });
    b.onclick = () => { form.removeAttribute('data-draft'); forget(key).then(() => location.replace(location.pathname + location.search)); };
    const s = document.createElement('span');
    s.textContent = `${T.saved} ${day}${when.toLocaleTimeString('vi', { hour: '2-digit', minute: '2-digit', ...there })}`;
    p.replaceChildren(s, b);
  }
  const keep = (form, sent, extra) => {
    const key = form.dataset.draft, rec = { data: collect(form, extra), at: Date.now(), path: location.pathname + location.search, formKey: keyOf(form).value };
    if (sent) rec.sent = new URL(form.getAttribute('action') || location.href, location.href).href;
    write(key, rec);
    line(form, key, rec.at);
    return [key, rec];
  };
  let gone = false;
  const connected = (yes) => { gone = !yes; document.documentElement.toggleAttribute('data-gone', gone); };
  const offline = () => { connected(false); say(records().some(([, rec]) => rec.sent) ? T.offline : T.lost); };
  // The connection is there again: what was typed goes to the server, and what the page says of it is reckoned anew.
  async function back() {
    if (!gone) return;
    try { if ((await ask()) !== user) { connected(true); say(T.expired, '', T.login); return; } } catch (e) { return; }
    connected(true);
    say(T.back);
    setTimeout(() => { if (box.textContent === T.back) say(''); }, 8000);
    for (const [key, rec] of records()) if (!rec.synced && !rec.sent) push(key, rec).catch(offline);
    for (const form of forms()) form.dispatchEvent(new Event('change'));
  }
  const later = new Map();
  function typed(form) {
    form.dataset.dirty = form.dataset.since = '1';
    clearTimeout(later.get(form));
    const [key, rec] = keep(form);
    later.set(form, setTimeout(() => push(key, rec).then((ok) => ok && box.querySelector('.gold') && say('')).catch(offline), 2000));
  }

  let forgetting = null;
  // The server names in a cookie the form that has arrived: only then is its draft gone.
  function arrived() {
    const key = (document.cookie.match(/(?:^|; )sent=([\w-]+)/) || [])[1];
    if (!key) return false;
    document.cookie = 'sent=; max-age=0; path=/; samesite=lax';
    for (const [k, rec] of records()) if (rec.formKey === key) forgetting = forget(k);
    for (const el of document.getElementsByName('form_key')) if (el.value === key) el.value = uuid();
    return key;
  }

  // What the page asks for has been sent from it meanwhile: its button is quiet until something changes.
  const ARRIVED = 'arrived-here';
  const quiet = (form) => {
    const buttons = [...form.elements].filter((el) => el.matches('button.btn:not([type=button], .line-btn)'));
    for (const b of buttons) b.classList.add('line-btn');
    form.addEventListener('input', () => { if (!filling) for (const b of buttons) b.classList.remove('line-btn'); });
  };
  // The page still shows the draft and the state before: unless somebody types on it, it is opened anew.
  async function renew(rec, forgetting) {
    if (rec.path !== location.pathname + location.search || [...forms()].some((f) => f.dataset.draft === rec.key && f.dataset.since)) return;
    await forgetting;
    sessionStorage.setItem(ARRIVED, location.pathname);
    location.reload();
  }
  let sending = false;
  async function flush() {
    const waiting = records().filter(([, rec]) => rec.sent);
    if (sending) return;
    if (!waiting.length) { back(); return; }
    sending = true;
    try {
      if ((await ask()) !== user) { say(T.expired, '', T.login); return; }
      connected(true);
      for (const [key, rec] of waiting) {
        const fields = new URLSearchParams({ csrfmiddlewaretoken: token });
        for (const [name, values] of Object.entries({ ...rec.data, form_key: [rec.formKey] })) for (const v of values) fields.append(name, v);
        const r = await fetch(rec.sent, { method: 'POST', body: fields });
        if (arrived() === rec.formKey) { say(T.arrived, 'gold', r.url); renew({ ...rec, key }, forgetting); }
        else { write(key, { ...rec, sent: undefined }); say(T.refused, '', rec.path); }
      }
    } catch (e) { offline(); } finally { sending = false; }
  }

  async function open(form) {
    if (form.dataset.opened) return;
    form.dataset.opened = '1';
    const key = form.dataset.draft;
    let rec = read(key);
    if ('bound' in form.dataset) { const [, kept] = keep(form); push(key, kept).catch(offline); return; }
    if (rec && rec.sent) { keyOf(form).value = rec.formKey; fill(form, rec.data); line(form, key, rec.at); return; }
    if (rec) { fill(form, rec.data); line(form, key, rec.at); if (!rec.synced) push(key, rec).catch(offline); }
    if (forgotten.has(key)) return;
    try {
      const r = await fetch(T.drafts + encodeURI(key), { headers: { Accept: 'application/json' } });
      if (r.status !== 200) return;
      const found = await r.json(), at = Date.parse(found.saved_at);
      if (form.dataset.dirty || (rec && rec.at >= at - 5000)) return;
      fill(form, found.data);
      write(key, { data: found.data, at, path: location.pathname + location.search, formKey: keyOf(form).value, synced: true });
      line(form, key, at);
    } catch (e) { offline(); }
  }

  async function leave(form) {
    let safe = true;
    for (const [key, rec] of records()) if (rec.sent || !rec.synced) safe = (await push(key, rec).catch(() => false)) && safe;
    if (!safe && !confirm(T.leave)) return;
    for (const [key] of records()) drop(key);
    localStorage.removeItem('draft-user');
    if (window.caches) for (const name of await caches.keys()) if (name.startsWith('pages-')) await caches.delete(name);
    form.submit();
  }

  document.addEventListener('submit', (e) => {
    const form = e.target;
    if (form.matches('[data-logout]')) { e.preventDefault(); leave(form); return; }
    if (!form.matches('form[data-draft]') || !user) return;
    clearTimeout(later.get(form));
    const file = [...form.elements].some((el) => el.type === 'file' && el.files.length);
    keep(form, !file, e.submitter);
    delete form.dataset.since;
    if (navigator.onLine) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    for (const asked of document.querySelectorAll('dialog[open]')) asked.close();
    if (file) say(T.file, ''); else offline();
  }, true);
  if (!user) return;
  if (here.user) localStorage.setItem('draft-user', user);
  arrived();
  // The server has answered these, but not with a yes: the person decides, we do not send them again by ourselves.
  for (const [key, rec] of records()) {
    if (rec.sent && ((answered && !away && new URL(rec.sent).pathname === location.pathname) || document.querySelector(`form[data-bound][data-draft="${CSS.escape(key)}"]`))) write(key, { ...rec, sent: undefined });
  }
  for (const form of forms()) open(form);
  if (sessionStorage.getItem(ARRIVED) === location.pathname) { say(T.arrived); for (const form of forms()) quiet(form); }
  sessionStorage.removeItem(ARRIVED);
  document.addEventListener('input', (e) => { const form = e.target.form; if (!filling && form && form.matches('form[data-draft]')) typed(form); });
  document.addEventListener('htmx:afterRequest', arrived);
  document.addEventListener('htmx:load', () => forms().forEach(open));
  document.addEventListener('session-over', () => say(T.expired, '', T.login));
  document.addEventListener('htmx:responseError', (e) => { if (e.detail.xhr.status === 401) say(T.expired, '', T.login); });
  document.addEventListener('htmx:sendError', offline);
  document.addEventListener('htmx:beforeRequest', (e) => { if (!navigator.onLine) { e.preventDefault(); offline(); } });
  document.addEventListener('visibilitychange', () => { if (!document.hidden && answered && !away) ask().catch(() => {}); });
  addEventListener('online', flush);
  addEventListener('offline', () => { if (forms().length) offline(); });
  if (away || (!navigator.onLine && forms().length)) offline();
  if (navigator.onLine) flush();
  setInterval(flush, 30000);
})();
