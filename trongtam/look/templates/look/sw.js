// Trọng Tâm · keeps the shell and the pages a person has opened, so that a form can be typed without a connection.
// Pages are kept for one person only; when another person or nobody is signed in, they are gone.
'use strict';
const SHELL = {{ files|safe }}, STATIC = '{{ static }}', OFFLINE = '{{ offline }}', CACHE = 'shell-{{ version }}', MOST = 40;
self.addEventListener('install', (e) => e.waitUntil(caches.open(CACHE).then((c) => c.addAll([...SHELL, OFFLINE])).then(() => self.skipWaiting())));
self.addEventListener('activate', (e) => e.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('shell-') && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
})()));

const pageCaches = async () => (await caches.keys()).filter((name) => name.startsWith('pages-'));

async function keepPage(request, response) {
  const type = response.headers.get('Content-Type') || '';
  if (response.status !== 200 || !type.startsWith('text/html') || new URL(request.url).pathname === OFFLINE) return;
  const user = response.headers.get('X-Look-User'), own = 'pages-' + user;
  for (const name of await pageCaches()) if (!user || name !== own) await caches.delete(name);
  if (!user || /no-store/.test(response.headers.get('Cache-Control') || '')) return;
  const cache = await caches.open(own);
  await cache.put(request.url, response);
  const kept = await cache.keys();
  for (const old of kept.slice(0, Math.max(kept.length - MOST, 0))) await cache.delete(old);
}

// What is opened again from the history may ask for a kept answer alone, also after a redirect to another page: where none is
// kept, the page is asked for like any other. A redirect stays one for the browser.
const asked = (request) => request.cache === 'only-if-cached' ? fetch(request.url, { credentials: 'same-origin', redirect: 'manual', headers: { Accept: 'text/html' } }) : fetch(request);

async function page(e) {
  try {
    const response = await asked(e.request);
    if (response.type === 'basic') e.waitUntil(keepPage(e.request, response.clone()));
    return response;
  } catch (error) {
    for (const name of await pageCaches()) {
      const found = await (await caches.open(name)).match(e.request.url, { ignoreVary: true });
      if (found) return found;
    }
    return caches.match(OFFLINE, { ignoreVary: true });
  }
}

// Back to the answer of a form, which no browser keeps: the page that the form stood on is opened, with its draft; an address
// that takes nothing but forms would open no page. A page that was refused stands at the address of its form and may be sent
// from there: the page before it is the one. Without a connection that is said.
const FORMS = new Map();
function again(request) {
  if (request.cache === 'only-if-cached' || request.isHistoryNavigation) return Response.redirect(formOf(request), 303);
  return caches.match(OFFLINE, { ignoreVary: true });
}

function formOf(request) {
  const from = request.referrer;
  return from.startsWith(location.origin + '/') && from !== request.url ? from : FORMS.get(request.url) || request.url;
}

function send(request) {
  FORMS.set(request.url, formOf(request));
  return fetch(request).catch(() => again(request));
}

async function file(e) {
  const cache = await caches.open(CACHE), hashed = /\.[0-9a-f]{12}\.\w+$/.test(e.request.url);
  const known = await cache.match(e.request, { ignoreVary: true });
  if (known && hashed) return known;
  try {
    const response = await fetch(e.request);
    if (response.ok) e.waitUntil(cache.put(e.request, response.clone()));
    return response;
  } catch (error) {
    if (known) return known;
    throw error;
  }
}

self.addEventListener('fetch', (e) => {
  const url = new URL(e.request.url);
  if (url.origin !== location.origin) return;
  if (e.request.method === 'GET' && url.pathname.startsWith(STATIC)) e.respondWith(file(e));
  else if (e.request.mode === 'navigate' && e.request.method === 'GET') e.respondWith(page(e));
  else if (e.request.mode === 'navigate') e.respondWith(send(e.request));
});

// A reminder: how many things are due, and a link of this house. Nothing else ever comes.
self.addEventListener('push', (e) => {
  let said = {};
  try { said = e.data.json(); } catch (error) { /* shown without words: a browser wants every message shown */ }
  e.waitUntil(self.registration.showNotification(said.title || '…', { body: said.body || '', icon: '{{ mark }}', tag: 'due', data: { url: said.url || '/' } }));
});

self.addEventListener('notificationclick', (e) => {
  e.notification.close();
  const url = new URL(e.notification.data.url, location.origin);
  if (url.origin !== location.origin) return;
  e.waitUntil(self.clients.matchAll({ type: 'window' }).then(async (open) => {
    for (const one of open) if (new URL(one.url).pathname === url.pathname) return one.focus();
    return self.clients.openWindow(url.href);
  }));
});
