/** What was said, in order, with the answers that may be pressed under the latest one. */

import { button, element, linkedText, spoken } from "./dom.mjs";
import { opportunityCard } from "./opportunity-card.mjs";
import { strings } from "./strings.mjs";

/** @typedef {import("./chat-api.mjs").Message} Message */
/** @typedef {import("./chat-api.mjs").Choice} Choice */

// Screen readers look at a change a little after it happened.
const QUIET_MS = 300;
const MARGIN_PX = 12;

export class ChatLog {
  #region;
  /** @type {Set<string>} */
  #shown = new Set();
  /** @type {HTMLElement | null} */
  #choices = null;
  /** @type {HTMLElement | null} */
  #lastOwner = null;

  /** @param {HTMLElement} region */
  constructor(region) {
    this.#region = region;
    this.#stayWithKeyboard();
  }

  /** A phone's keyboard takes height from below: what was just above it moves up with it. */
  #stayWithKeyboard() {
    let height = window.innerHeight;
    window.addEventListener("resize", () => {
      this.#region.scrollTop += height - window.innerHeight;
      height = window.innerHeight;
    });
  }

  /** Shows without announcing. @param {() => void} fill */
  quietly(fill) {
    this.#region.setAttribute("aria-live", "off");
    fill();
    setTimeout(() => this.#region.setAttribute("aria-live", "polite"), QUIET_MS);
  }

  clear() {
    this.#region.replaceChildren();
    this.#shown.clear();
    this.#choices = null;
    this.#lastOwner = null;
  }

  /** The greeting, with questions to try. @param {(question: string) => void} ask */
  greet(ask) {
    this.#region.append(this.#bubble("doorstep", ...strings.greeting));
    const questions = strings.examples.map((question) => button(question, () => ask(question)));
    this.#offer(strings.examplesLabel, questions);
  }

  /** @param {string} text @returns {HTMLElement} */
  addOwner(text) {
    this.#lastOwner = this.#bubble("owner", text);
    this.#region.append(this.#lastOwner);
    this.#region.scrollTop = this.#region.scrollHeight;
    return this.#lastOwner;
  }

  /** The owner's last words, when they are these. @param {string} text */
  lastOwnerSaying(text) {
    return this.#lastOwner?.querySelector("p")?.dataset.text === text ? this.#lastOwner : null;
  }

  /**
   * Messages already shown are left out; the last one's choices replace all earlier ones.
   * @param {Message[]} messages
   * @param {(choice: Choice) => boolean} choose whether the choice was taken
   */
  addMessages(messages, choose) {
    this.dropChoices();
    for (const message of messages) this.#addMessage(message, choose);
    const last = messages.at(-1);
    if (last?.author !== "owner" && last?.choices?.length) {
      const buttons = last.choices.map((choice) => button(choice.label, () => choose(choice)));
      this.#offer(strings.choicesLabel, buttons);
    }
    this.#showLastTurn();
  }

  /** Something the chat itself has to say. @param {string} text @param {HTMLElement} [action] */
  addNotice(text, action) {
    const notice = element("div", { class: "notice" }, element("p", {}, text), action ?? null);
    this.#region.append(notice);
    this.#region.scrollTop = this.#region.scrollHeight;
    return notice;
  }

  /** While an answer is on its way nothing else can be chosen. @param {boolean} hidden */
  hideChoices(hidden) {
    if (this.#choices) this.#choices.hidden = hidden;
  }

  dropChoices() {
    this.#choices?.remove();
    this.#choices = null;
  }

  /** Where a reader goes on after a pressed button went away. */
  focus() {
    this.#region.focus({ preventScroll: true });
  }

  /** @param {string} label @param {HTMLElement[]} buttons */
  #offer(label, buttons) {
    this.dropChoices();
    const group = { class: "options", role: "group", "aria-label": label };
    this.#choices = element("div", group, ...buttons);
    this.#region.append(this.#choices);
  }

  /** @param {Message} message @param {(choice: Choice) => boolean} choose */
  #addMessage({ id, author, text, opportunities }, choose) {
    if (id && this.#shown.has(id)) return;
    if (id) this.#shown.add(id);
    if (author === "owner") {
      this.addOwner(text);
      return;
    }
    if (text) this.#region.append(this.#bubble("doorstep", text));
    this.#region.append(...(opportunities ?? []).map((one) => opportunityCard(one, choose)));
  }

  /** @param {"owner" | "doorstep"} author @param {...string} paragraphs */
  #bubble(author, ...paragraphs) {
    const who = author === "owner" ? strings.you : strings.doorstep;
    const words = paragraphs.map((text) => element("p", { "data-text": text }, linkedText(text)));
    words[0].prepend(spoken(who));
    return element("div", { class: `bubble ${author}` }, ...words);
  }

  /** The question at the top, then what fits of its answer; a short answer ends at the bottom. */
  #showLastTurn() {
    const top = this.#lastOwner ? this.#lastOwner.offsetTop - MARGIN_PX : 0;
    this.#region.scrollTop = top;
  }
}
