// Keeps one shopper's page on the telephone, so that it opens where there is no network. It keeps nothing else, and sends nothing.
const page = new URL(registration.scope).pathname;
const shelf = 'field ' + page;

const put = async (cache, request, answer) => {
  // Whose link was taken back keeps nothing of it, nor its keeper.
  if (answer.status === 404 || answer.status === 410) await Promise.all([caches.delete(shelf), request === page && registration.unregister()]);
  else if (answer.ok) await cache.put(request, answer.clone());
  return answer;
};

const fresh = async request => {
  const cache = await caches.open(shelf);
  try {
    const answer = await put(cache, page, await fetch(request));
    // A house that is being mended is like no network.
    return answer.status < 500 ? answer : await cache.match(page) ?? answer;
  } catch {
    return await cache.match(page) ?? Response.error();
  }
};

// What an asset holds is told by its address: once kept it is good.
const kept = async request => {
  const cache = await caches.open(shelf);
  return await cache.match(request) ?? put(cache, request, await fetch(request));
};

addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('fetch', event => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== 'GET') return;
  if (pathname === page) event.respondWith(fresh(request));
  else if (pathname.startsWith('/assets/')) event.respondWith(kept(request));
});
// The first time the page was there before its keeper: it says what it is made of.
addEventListener('message', event => event.waitUntil((async () => {
  const cache = await caches.open(shelf);
  const wanted = new Set(event.data.map(address => new URL(address, registration.scope).href));
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
  // The page before what dresses it: without it the rest is of no use.
  const own = new URL(page, registration.scope).href;
  if (wanted.delete(own)) await put(cache, own, await fetch(own));
  await Promise.all([...wanted].map(async address => put(cache, address, await fetch(address))));
})()));
