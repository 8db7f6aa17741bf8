/** The parts of the chat on the page, made once; the live regions among them stay mounted. */

import { button, element } from "./dom.mjs";
import { strings } from "./strings.mjs";

const STYLES = ["colours.css", "doorstep-chat.css"];

/** The parts that the chat speaks through. */
export function chatParts() {
  return {
    readiness: element("p", { class: "readiness", role: "status" }),
    startAgain: button(strings.startAgain, () => {}, "quiet"),
    log: element("div", {
      class: "log",
      role: "log",
      "aria-live": "polite",
      "aria-labelledby": "conversation",
      tabindex: "0",
    }),
    status: element("p", { class: "status", role: "status" }),
    confirm: confirmation(),
    problem: element("p", { class: "problem", id: "problem", role: "alert" }),
    input: element("textarea", {
      id: "input",
      name: "text",
      rows: "2",
      autocomplete: "off",
      enterkeyhint: "send",
      "aria-describedby": "problem",
    }),
    send: element("button", { type: "submit", class: "send" }, strings.send),
    composer: element("form", { class: "composer" }),
  };
}

/** @typedef {ReturnType<typeof chatParts>} ChatParts */

/**
 * Puts the parts on the page; nothing shows before its look is there.
 * @param {ShadowRoot} root
 * @param {ChatParts} parts
 * @returns {Promise<unknown>} when the look is there, or cannot be had
 */
export function mount(root, parts) {
  const { readiness, startAgain, log, status, confirm, problem, input, send, composer } = parts;
  startAgain.hidden = true;
  composer.append(
    element("div", { class: "above" },
      element("label", { for: "input" }, strings.input), startAgain),
    problem,
    element("div", { class: "entry" }, input, send));
  const chat = element("div", { class: "chat" },
    element("h2", { class: "spoken", id: "conversation" }, strings.conversation),
    readiness, log, status, confirm.panel, composer);
  const styles = STYLES.map((file) => stylesheet(file));
  root.append(...styles, chat);
  chat.hidden = true;
  return Promise.all(styles.map(loaded)).then(() => {
    chat.hidden = false;
  });
}

/** The question before a conversation is deleted, asked in the page. */
function confirmation() {
  const yes = button(strings.startAgainYes, () => {}, "strong");
  const no = button(strings.startAgainNo, () => {});
  const panel = element("div", { class: "confirm", role: "group", "aria-labelledby": "confirm" },
    element("p", { id: "confirm" }, strings.startAgainQuestion),
    element("div", { class: "options" }, yes, no));
  panel.hidden = true;
  return { panel, yes, no };
}

/** @param {string} file */
function stylesheet(file) {
  return element("link", { rel: "stylesheet", href: new URL(file, import.meta.url).href });
}

/** @param {HTMLLinkElement} style */
function loaded(style) {
  return new Promise((resolve) => {
    style.addEventListener("load", resolve);
    style.addEventListener("error", resolve);
  });
}
