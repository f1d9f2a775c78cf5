// Shows what a push brings, and opens its page.
self.addEventListener("push", (event) => {
  const { title, text, path } = event.data.json();
  const options = { body: text, tag: `${path} ${title}`, icon: "/favicon.svg", data: { path } };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.path));
});

async function open(path) {
  const url = new URL(path, self.location.origin);
  if (url.origin !== self.location.origin) return;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const shown = windows.find((one) => one.url === url.href);
  if (shown) await shown.focus();
  else await self.clients.openWindow(url.href);
}
