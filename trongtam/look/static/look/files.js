// Trọng Tâm · photos and files of a form: several at once, listed with their sizes, sent beside the page. A connection that breaks
// leaves words and files as they are; a refused form keeps its files. Without this the box is the browser's own and works.
(() => {
  'use strict';
  if (!window.DataTransfer) return;
  const boxes = () => document.querySelectorAll('input[type=file][data-files]');
  const size = (n) => n < 1e6 ? `${Math.max(1, Math.round(n / 1e3))} KB` : `${(n / 1e6).toLocaleString('vi', { maximumFractionDigits: 1 })} MB`;
  const same = (a, b) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
  const wrong = (input, f) => {
    const most = Number(input.dataset.mostMb);
    return !f.size ? input.dataset.empty : most && f.size > most * 1024 * 1024 ? input.dataset.large.replace('{}', most) : '';
  };
  function show(input) {
    const list = input.parts.list;
    list.replaceChildren(...input.chosen.map((f, i) => {
      const li = document.createElement('li'), name = document.createElement('span'), note = document.createElement('span'), out = document.createElement('button');
      const fault = wrong(input, f);
      name.className = 'name'; name.textContent = f.name;
      note.className = fault ? 'err' : 'meta nw'; note.textContent = fault || size(f.size);
      Object.assign(out, { type: 'button', className: 'link-btn', textContent: input.dataset.remove });
      out.setAttribute('aria-label', `${input.dataset.remove}: ${f.name}`);
      out.onclick = () => { input.chosen.splice(i, 1); put(input); input.focus(); };
      li.append(name, note, out);
      return li;
    }));
  }
  function put(input) {
    const all = new DataTransfer();
    for (const f of input.chosen) all.items.add(f);
    input.files = all.files;
    show(input);
  }
  function add(input, files) {
    for (const f of files) if (!input.chosen.some((one) => same(one, f))) input.chosen.push(f);
    put(input);
  }
  function open(input, chosen = []) {
    if (input.chosen) return;
    input.chosen = chosen;
    const list = Object.assign(document.createElement('ul'), { className: 'picked' });
    const said = Object.assign(document.createElement('p'), { className: 'meta' });
    said.setAttribute('role', 'status');
    input.parts = { list, said };
    input.after(list, said);
    input.addEventListener('change', () => add(input, [...input.files]));
    if (matchMedia('(pointer:coarse)').matches) {
      const camera = Object.assign(document.createElement('input'), { type: 'file', accept: 'image/jpeg', hidden: true });
      camera.setAttribute('capture', 'environment');
      const way = Object.assign(document.createElement('button'), { type: 'button', className: 'btn line-btn camera', textContent: input.dataset.camera });
      way.onclick = () => camera.click();
      camera.addEventListener('change', (e) => { e.stopPropagation(); add(input, [...camera.files]); camera.value = ''; });
      input.before(way, camera);
    }
    if (chosen.length) put(input);
  }
  const openAll = () => boxes().forEach((input) => open(input));

  // The answer of a form that was not taken: its page, in place of this one; the line of drafts and the files stay.
  function draw(html, kept) {
    const page = new DOMParser().parseFromString(html, 'text/html').getElementById('main'), main = document.getElementById('main');
    if (!page || !main) return false;
    const line = document.getElementById('draft-line'), theirs = page.querySelector('#draft-line');
    if (line && theirs) theirs.replaceWith(line);
    main.replaceChildren(...page.childNodes);
    for (const input of boxes()) open(input, kept.get(input.name));
    document.dispatchEvent(new CustomEvent('htmx:load'));
    const bad = main.querySelector('.field.bad, .alert');
    (bad || main).scrollIntoView({ block: 'center' });
    const field = bad && bad.querySelector('input,select,textarea');
    if (field) field.focus({ preventScroll: true });
    return true;
  }
  function send(form, submitter) {
    const inputs = [...boxes()].filter((input) => input.form === form), said = inputs[0].parts.said, T = inputs[0].dataset;
    const data = new FormData(form), ask = new XMLHttpRequest(), kept = new Map(inputs.map((input) => [input.name, [...input.chosen]]));
    if (submitter && submitter.name) data.append(submitter.name, submitter.value);
    const buttons = [...form.querySelectorAll('button:not([type=button])')];
    const rest = (text) => { said.textContent = text; for (const b of buttons) b.disabled = false; };
    for (const b of buttons) b.disabled = true;
    ask.open('POST', form.getAttribute('action') || location.href);
    ask.setRequestHeader('X-Sent-Beside', '1');
    ask.upload.onprogress = (e) => { if (e.lengthComputable) said.textContent = T.sending.replace('{}', Math.floor(100 * e.loaded / e.total)); };
    ask.onerror = ask.ontimeout = () => rest(T.broken);
    ask.onload = () => {
      const to = ask.getResponseHeader('X-Go-To');
      if (to) location.assign(new URL(to, location.href));
      else if (!draw(ask.responseText, kept)) rest(T.failed);
    };
    ask.send(data);
  }
  document.addEventListener('submit', (e) => {
    const form = e.target, input = [...boxes()].find((one) => one.form === form && one.chosen && one.chosen.length);
    if (!input || e.defaultPrevented || form.method !== 'post') return;
    e.preventDefault();
    send(form, e.submitter);
  });
  document.addEventListener('htmx:load', openAll);
  openAll();
})();
