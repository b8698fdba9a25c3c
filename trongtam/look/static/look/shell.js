// Trọng Tâm · small helps of the shell: Ctrl+K, print, dialogs, copy. Every page works without it.
(() => {
  'use strict';
  const search = document.querySelector('[data-key=k]');
  const worker = document.body.dataset.worker;
  if (worker && navigator.serviceWorker) navigator.serviceWorker.register(worker).catch(() => {});
  // A form that was refused opens at what is wrong, not at the top of a long page.
  const wrong = [...document.querySelectorAll('form[data-bound] .field.bad, form[data-bound] .alert[role=alert], form[data-bound] p.err')].find((el) => el.offsetParent);
  if (wrong) {
    const field = wrong.querySelector('input:not([type=hidden]),select,textarea');
    wrong.scrollIntoView({ block: 'center' });
    if (field) field.focus({ preventScroll: true });
  }
  document.addEventListener('keydown', (e) => {
    const box = e.key === 'Escape' && document.querySelector('dialog.beside[open]');
    if (box) { box.close(); const way = document.querySelector('[data-beside]'); if (way) way.focus(); }
    if (search && (e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k') { e.preventDefault(); location.href = search.href; }
  });
  // With every form goes what its filled-in fields are called: a page that keeps what was typed (session over, refused) shows
  // it by name, and nothing that the person never saw.
  const plain = (el) => {
    if (!el) return '';
    const copy = el.cloneNode(true);
    for (const one of copy.querySelectorAll('input,select,textarea,svg,.hint,.err')) one.remove();
    return copy.textContent.replace(/\s+/g, ' ').trim();
  };
  const box = (el) => /^(checkbox|radio)$/.test(el.type);
  const filled = (el) => el.name && !/^(hidden|password|file|submit|button|reset|fieldset|output)$/.test(el.type) && (box(el) ? el.checked : el.value.trim());
  const changed = (el) => box(el) ? el.checked !== el.defaultChecked : el.options ? [...el.options].some((o) => o.selected !== o.defaultSelected) : el.value !== el.defaultValue;
  const told = (el) => {
    const own = plain(el.labels && el.labels[0]) || el.getAttribute('aria-label') || '';
    if (el.type === 'radio') return [el.name, plain((el.closest('fieldset') || el).querySelector('legend')), own];
    return [el.name, own, el.type === 'checkbox' ? '✓' : el.options ? [...el.selectedOptions].map((o) => o.text.trim()).join(', ') : ''];
  };
  document.addEventListener('submit', (e) => {
    const form = e.target;
    if (form.method !== 'post') return;
    const all = [...form.elements].filter(filled), own = 'bound' in form.dataset ? all : all.filter(changed);
    const rows = (own.length ? own : all).map(told);
    if (!rows.length) return;
    let el = form.elements.typed_as;
    if (!el) { el = Object.assign(document.createElement('input'), { type: 'hidden', name: 'typed_as' }); form.append(el); }
    el.value = JSON.stringify(rows);
  }, true);
  document.addEventListener('click', (e) => {
    const at = (s) => e.target.closest(s);
    let el;
    if (at('[data-print]')) print();
    else if (at('[data-reload]')) location.reload();
    else if ((el = at('[data-open]'))) {
      const box = document.getElementById(el.dataset.open);
      // What the box asks about may be answered meanwhile, with no connection to say so.
      const open = box && [...box.querySelectorAll('[data-unless]')].filter((one) => {
        const names = one.dataset.unless.split(' ');
        one.hidden = [...document.querySelectorAll('input')].some((i) => names.includes(i.name) && (i.type === 'radio' ? i.checked : i.value.trim()));
        return !one.hidden;
      });
      const answered = open && !open.length && box.querySelector('[data-unless]');
      if (box && box.showModal && !answered) { e.preventDefault(); box.showModal(); }
    } else if ((el = at('[data-beside]'))) {
      const box = document.getElementById(el.dataset.beside);
      if (!box || !box.showModal || e.ctrlKey || e.metaKey || e.shiftKey) return;
      e.preventDefault();
      if (box.open) { box.close(); return; }
      // The part of the guide that belongs to the page opens beside it; what is typed stays as it is.
      fetch(el.href, { headers: { 'HX-Request': 'true' }, credentials: 'same-origin' }).then((r) => r.ok ? r.text() : Promise.reject()).then((html) => {
        box.querySelector('.text').innerHTML = html;
        if (matchMedia('(min-width:64rem)').matches) { box.show(); box.querySelector('[data-close]').focus(); } else box.showModal();
        box.scrollTop = 0;
      }).catch(() => { location.href = el.href; });
    } else if ((el = at('[popovertarget]')) && !('popover' in HTMLElement.prototype)) {
      // A browser of before 2024 opens the list of words at this one.
      const way = document.querySelector('#' + el.getAttribute('popovertarget') + ' a');
      if (way) location.href = way.href;
    } else if ((el = at('[data-close]'))) { e.preventDefault(); el.closest('dialog').close(); }
    else if ((el = at('[data-copy]')) && navigator.clipboard) {
      const text = document.getElementById(el.dataset.copy);
      navigator.clipboard.writeText(text.value || text.textContent).then(() => { if (el.dataset.done) el.textContent = el.dataset.done; });
    }
  });
})();
