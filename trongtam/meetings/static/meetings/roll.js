// Trọng Tâm · roll call: the figure above the names follows every tap. Without this the figure comes when the roll is sent.
(() => {
  'use strict';
  const told = (root, here, all) => {
    const percent = all ? Math.round(here * 10000 / all) / 100 : 0;
    root.querySelector('[data-here]').textContent = here;
    root.querySelector('[data-percent]').textContent = `${String(percent).replace('.', root.dataset.comma)}%`;
    const marks = root.querySelectorAll('.roll-strip rect');
    marks.forEach((mark, place) => mark.setAttribute('class', place < here ? 'here' : 'gone'));
  };
  document.addEventListener('change', (event) => {
    const root = event.target.closest('[data-roll]');
    if (!root || !root.querySelector('[data-here]')) return;
    const names = [...root.querySelectorAll('input[name^="here-"]')];
    told(root, names.filter((one) => one.checked).length, names.length);
    const away = root.querySelector('[data-away]');
    if (away) away.hidden = true;
  });
})();
