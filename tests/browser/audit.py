"""What no page may hold or do, whatever an article, a rule or a setting says: asked of the page in a browser."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Dialog, Page, Request

# What stands on a page that could run, load or pass for the theme's own, beside what we and the theme put there.
_AUDIT = """() => {
  const found = [], home = location.origin;
  if (window.__pwned !== undefined) found.push("the payload ran");
  const tell = (what, element) => found.push(`${what}: ${element.outerHTML.slice(0, 120)}`);
  const ids = new Map();
  for (const element of document.querySelectorAll("*")) {
    const tag = element.localName;
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) tell("a handler", element);
      if (/^style$/i.test(name) && element.closest("#ml-text, .ml-prose, .text")) tell("a style", element);
      if (/^(?:href|src|srcset|action|formaction|data|cite|poster|background|ping|xlink:href)$/i.test(name)) {
        let to = null;
        try { to = new URL(value, document.baseURI) } catch { continue }
        const plain = ["http:", "https:", "mailto:"].includes(to.protocol);
        if (!plain && !(to.protocol === "data:" && tag === "link")) tell("an address", element);
        if (name !== "cite" && tag !== "a" && tag !== "link" && to.origin !== home) tell("another host", element);
        if (tag === "link" && to.origin !== home && to.protocol !== "data:" && !/canonical|alternate|prev|next/.test(element.rel))
          tell("another host", element);
      }
    }
    if (/^(?:iframe|frame|frameset|object|embed|applet|portal|base|template|math|audio|video|style|foreignobject)$/i.test(tag))
      tell("an element", element);
    if (tag === "meta" && /refresh/i.test(element.httpEquiv)) tell("a refresh", element);
    if (tag === "script" && !(element.src.startsWith(`${home}/repo/assets/`) || element.type === "application/json" || /__md_/.test(element.text)
        || element.text.startsWith("var target=document.getElementById"))) tell("a script", element);
    if (tag === "form" && !element.matches(".md-search__form, .ml-js, #ml-typed, [data-md-component=palette], .ml-narrow, #ml-forget")) tell("a form", element);
    const id = element.id;
    if (id && ids.has(id)) tell("an id twice", element);
    ids.set(id, element);
    if (element.parentElement?.closest("#ml-text, .ml-prose, .text") && !element.matches(".ml-flag, .ml-ref, .ml-source, .ml-word")) {
      if (/^(?:__(?!code_)|ml-|md-)/i.test(id) || /(?:^|\\s)(?:ml-(?!prose)|md-(?!typeset__)|mermaid)/i.test(element.getAttribute("class") ?? ""))
        if (!element.closest(".ml-example")) tell("a name of ours", element);
      if (element.matches("a[href^='#__']")) tell("a link to the theme's controls", element);
    }
  }
  if (document.querySelector("script[src]")) {
    if (!(window.__md_scope instanceof URL)) found.push("the theme's address is another");
    if (document.getElementById("__config")?.localName !== "script") found.push("the theme's settings are others");
    if (typeof window.medialit?.onPage !== "function") found.push("our functions are others");
    if (document.querySelectorAll(".md-content__inner").length !== 1) found.push("the page has another shape");
    if (getComputedStyle(document.body).display === "none") found.push("nothing can be seen");
  }
  return found;
}"""

# What a page keeps in the browser; what the theme alone keeps from the first page on.
STORED = """async () => ({
  local: Object.keys(localStorage).sort(), session: Object.keys(sessionStorage), cookies: document.cookie,
  databases: (await indexedDB.databases()).map((one) => one.name), caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
SCHEME = "/repo/.__palette"
NOTHING_ELSE = {"session": [], "cookies": "", "databases": [], "caches": [], "workers": 0}


class Watch:
    """Keeps what pages of a context tried: requests to other hosts, dialogs, other addresses."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self._home = home
        self.seen: list[str] = []
        context.add_init_script("window.__pwn = () => { window.__pwned = true }")
        context.on("request", self._request)
        context.on("page", lambda page: self.seen.append(f"a window: {page.url}") if page.opener() else None)
        context.on("dialog", self._dialog)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self._home, "data:", "blob:")):
            self.seen.append(f"a request to {request.url}")

    def _dialog(self, dialog: Dialog) -> None:
        self.seen.append("a dialog")
        dialog.dismiss()

    @staticmethod
    def audit(page: Page) -> list[str]:
        """What is wrong with a page as it stands."""
        return page.evaluate(_AUDIT)

    def faults(self, page: Page, url: str) -> list[str]:
        """Open an address and tell what is wrong there."""
        self.seen.clear()
        page.goto(self._home + url, wait_until="load")
        faults = self.audit(page)
        if page.url.partition("#")[0] != self._home + url:
            faults.append(f"the page led to {page.url}")
        if len(page.frames) > 1:
            faults.append("the page has frames")
        return faults + self.seen
