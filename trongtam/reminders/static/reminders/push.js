// Trọng Tâm · reminders on this browser: asks for the permission, gives the server the keys. Without it the page says so.
(() => {
  'use strict';
  const box = document.querySelector('[data-push]'), none = document.querySelector('[data-no-push]');
  if (!box || !navigator.serviceWorker || !('PushManager' in window) || !('Notification' in window)) return;
  const T = box.dataset, part = (name) => box.querySelector(`[data-push-${name}]`);
  const say = (text) => { part('said').textContent = text; };
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const word = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const hex = (buffer) => [...new Uint8Array(buffer)].map((b) => b.toString(16).padStart(2, '0')).join('');
  box.hidden = false;
  none.hidden = true;
  navigator.serviceWorker.ready.then((worker) => worker.pushManager.getSubscription()).then(async (own) => {
    if (!own || !crypto.subtle) return;
    const hash = hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(own.endpoint)));
    const on = T.known.split(' ').includes(hash);
    part('on').hidden = !on;
    part('ask').hidden = on;
  }).catch(() => {});
  part('ask').addEventListener('click', async () => {
    say('');
    if (await Notification.requestPermission() !== 'granted') return say(T.denied);
    try {
      const worker = await navigator.serviceWorker.ready, key = bytes(T.key);
      const old = await worker.pushManager.getSubscription();
      if (old && word(old.options.applicationServerKey) !== T.key) await old.unsubscribe();
      const own = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
      const body = new URLSearchParams({ endpoint: own.endpoint, p256dh: word(own.getKey('p256dh')), auth: word(own.getKey('auth')) });
      const token = document.querySelector('[name=csrfmiddlewaretoken]').value;
      const answer = await fetch(T.url, { method: 'POST', body, headers: { 'X-CSRFToken': token }, credentials: 'same-origin' });
      const said = await answer.json();
      if (answer.ok) location.href = said.url; else say(said.sentence);
    } catch (error) { say(T.failed); }
  });
})();
