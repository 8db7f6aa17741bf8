/** Elements made without markup: words become text nodes, only http(s) and mailto become links. */

import { strings } from "./strings.mjs";

const ADDRESS_IN_TEXT = /(?:https?:\/\/|mailto:)[^\s<>"']*[^\s<>"'.,;:!?)\]]/g;
const MAIL = "mailto:";

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string | null)} children null is left out
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * @param {string} label
 * @param {() => void} press
 * @param {string} [look] class name
 */
export function button(label, press, look = "plain") {
  const made = element("button", { type: "button", class: look }, label);
  made.addEventListener("click", press);
  return made;
}

/**
 * Words for a screen reader only.
 * @param {string} text
 */
export function spoken(text) {
  return element("span", { class: "spoken" }, text);
}

/**
 * Words for the eye only.
 * @param {string} text
 * @param {string} look class name
 */
export function mark(text, look) {
  return element("span", { class: look, "aria-hidden": "true" }, text);
}

/**
 * A link to an outside page, or null when the address is not http or https.
 * @param {string | null | undefined} address
 * @param {...(Node | string)} label
 */
export function link(address, ...label) {
  const href = webAddress(address);
  if (!href) return null;
  return element("a", { href, rel: "noopener", target: "_blank" },
    ...label, mark("\u00a0↗", "arrow"), spoken(strings.newTab));
}

/**
 * A mail to be written: its address is shown, the draft that it carries is not.
 * @param {string} address "mailto:..."
 */
function mailLink(address) {
  return element("a", { href: address }, address.slice(MAIL.length).split("?")[0]);
}

/**
 * Plain text in which web addresses and mails can be followed.
 * @param {string} text
 * @returns {DocumentFragment}
 */
export function linkedText(text) {
  const fragment = document.createDocumentFragment();
  let done = 0;
  for (const found of text.matchAll(ADDRESS_IN_TEXT)) {
    const made = found[0].startsWith(MAIL) ? mailLink(found[0]) : link(found[0], found[0]);
    fragment.append(text.slice(done, found.index), made ?? found[0]);
    done = found.index + found[0].length;
  }
  fragment.append(text.slice(done));
  return fragment;
}

/**
 * @param {string | null | undefined} address "https://...", "www..." or a path of this site
 * @returns {string | null}
 */
function webAddress(address) {
  const typed = address?.trim() ?? "";
  if (!/^(https?:\/\/|www\.|\/)/i.test(typed)) return null;
  try {
    const url = new URL(/^www\./i.test(typed) ? `https://${typed}` : typed, document.baseURI);
    return ["http:", "https:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
