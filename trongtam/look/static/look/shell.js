// Trọng Tâm · small helps of the shell: Ctrl+K, print, dialogs, copy. Every page works without it.
(() => {
  'use strict';
  const search = document.querySelector('[data-key=k]');
  const worker = document.body.dataset.worker;
  if (worker && navigator.serviceWorker) navigator.serviceWorker.register(worker).catch(() => {});
  document.addEventListener('keydown', (e) => {
    if (search && (e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k') { e.preventDefault(); location.href = search.href; }
  });
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
    } else if ((el = at('[data-close]'))) { e.preventDefault(); el.closest('dialog').close(); }
    else if ((el = at('[data-copy]')) && navigator.clipboard) {
      const text = document.getElementById(el.dataset.copy);
      navigator.clipboard.writeText(text.value || text.textContent).then(() => { if (el.dataset.done) el.textContent = el.dataset.done; });
    }
  });
})();
