// What is wrong with the page, as a list of sentences.
(() => {
  const found = [];
  const say = (what, e) => found.push(what + (e ? ": " + e.outerHTML.slice(0, 160) : ""));
  const seen = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility === "visible";
  if (!["zh", "en"].includes(document.documentElement.lang)) say("the page has no language");
  if (!document.title) say("the page has no title");
  if (document.querySelectorAll("h1").length !== 1) say("the page has " + document.querySelectorAll("h1").length + " first headings");
  if (!document.querySelector("main")) say("there is no main part");
  let level = 0;
  for (const h of document.querySelectorAll("h1,h2,h3,h4")) {
    const n = Number(h.tagName[1]);
    if (n > level + 1 && level > 0) say("a heading is missing above", h);
    if (!h.textContent.trim()) say("an empty heading", h);
    level = n;
  }
  const ids = new Set();
  for (const e of document.querySelectorAll("[id]")) {
    if (ids.has(e.id)) say("an id stands twice", e);
    ids.add(e.id);
  }
  for (const e of document.querySelectorAll("input:not([type=hidden]),select,textarea")) {
    if (!e.labels.length && !e.ariaLabel) say("a field has no label", e);
  }
  for (const e of document.querySelectorAll("[aria-describedby],[aria-labelledby]")) {
    for (const id of (e.getAttribute("aria-describedby") || e.getAttribute("aria-labelledby")).split(" ")) if (!ids.has(id)) say("what describes it is not there", e);
  }
  for (const e of document.querySelectorAll("a,button")) {
    if (!e.textContent.trim() && !e.ariaLabel && !e.querySelector("img[alt]:not([alt=''])")) say("a link or button says nothing", e);
  }
  for (const e of document.querySelectorAll("a:not([href])")) say("a link leads nowhere", e);
  for (const e of document.querySelectorAll("img:not([alt])")) say("a picture has no words", e);
  for (const e of document.querySelectorAll("svg[role=img]")) if (!e.querySelector("title")) say("a drawing has no title", e);
  for (const e of document.querySelectorAll("table")) if (!e.querySelector("th")) say("a table has no headings", e);
  for (const e of document.querySelectorAll("[style],[onclick],[onchange]")) say("a style or a script stands in the page", e);
  for (const e of document.querySelectorAll("[tabindex]")) if (e.tabIndex > 0) say("the order of the tab key is changed", e);
  for (const e of document.querySelectorAll("form[method=post]")) {
    if (!e.querySelector("[name=token]") && !["/language", "/login"].includes(e.getAttribute("action")) && !/^\/(link|entry)\//.test(location.pathname)) say("a form has no token", e);
  }
  if (document.documentElement.scrollWidth > innerWidth) {
    say("the page is " + document.documentElement.scrollWidth + " wide, the window " + innerWidth);
    for (const e of document.querySelectorAll("main *")) if (e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll")) { say("too wide", e); break; }
  }
  for (const e of document.querySelectorAll("button,.button,select,input:not([type=hidden]):not([type=checkbox]):not([type=radio])")) {
    if (seen(e) && e.getBoundingClientRect().height < 24) say("too small for a finger", e);
  }
  const rgb = (s) => (s.match(/[\d.]+/g) || []).map(Number);
  const light = (c) => {
    const [r, g, b] = c.slice(0, 3).map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] > 0.99) return c;
    }
    return [255, 255, 255];
  };
  for (const e of document.querySelectorAll("body *:not(script):not(option)")) {
    const says = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!says || !seen(e) || e.closest("svg")) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) say("contrast of " + ((a + 0.05) / (b + 0.05)).toFixed(1), e);
  }
  return found.slice(0, 12);
})()
