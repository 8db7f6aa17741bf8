/** The chat: `<doorstep-chat>` takes an owner's words to the service and shows what comes back. */

import * as api from "./chat-api.mjs";
import { ChatLog } from "./chat-log.mjs";
import { chatParts, mount } from "./chat-view.mjs";
import { ChatWork } from "./chat-work.mjs";
import * as store from "./conversation-store.mjs";
import { button } from "./dom.mjs";
import { strings } from "./strings.mjs";

/** @typedef {import("./conversation-store.mjs").ShownTurn} ShownTurn */
/** @typedef {import("./chat-api.mjs").Conversation} Conversation */

class DoorstepChat extends HTMLElement {
  #parts = chatParts();
  #log = new ChatLog(this.#parts.log);
  #work = new ChatWork(this.#parts);
  /** @type {Conversation | null} */
  #conversation = null;
  /** The opportunity that the next words are about, if they were asked from its page. @type {string | null} */
  #about = null;
  /** What went wrong last. @type {{notice: HTMLElement, retry: HTMLElement} | null} */
  #failure = null;

  async connectedCallback() {
    if (this.shadowRoot) return;
    const styled = mount(this.attachShadow({ mode: "open" }), this.#parts);
    this.#listen();
    this.#watchReadiness();
    await styled;
    this.#about = this.getAttribute("about");
    await this.#resume();
    if (this.#about && !this.#work.isUnderWay) this.#putBack(this.getAttribute("ask") ?? "");
  }

  #listen() {
    const { composer, input, startAgain, confirm } = this.#parts;
    composer.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#sendTyped();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#sendTyped();
    });
    input.addEventListener("input", () => this.#reject(""));
    startAgain.addEventListener("click", () => this.#askToStartAgain(true));
    confirm.no.addEventListener("click", () => this.#askToStartAgain(false));
    confirm.yes.addEventListener("click", () => this.#startAgain());
    confirm.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#askToStartAgain(false);
    });
  }

  async #watchReadiness() {
    const { readiness } = this.#parts;
    await api.untilReady(() => readiness.append(strings.notReady));
    readiness.textContent = "";
  }

  /** Goes on where the owner left off, or greets. */
  async #resume() {
    this.#conversation = store.keptConversation();
    const turn = store.keptTurn();
    if (this.#conversation) {
      this.#showTalking(true);
      await this.#replay(this.#conversation, turn);
      return;
    }
    this.#log.quietly(() => this.#greet());
    this.#putBack(turn?.text);
  }

  #greet() {
    this.#log.greet((question) => this.#press({ text: question }, question));
  }

  /**
   * @param {Conversation} conversation
   * @param {ShownTurn | null} turn under way when the page was left
   */
  async #replay(conversation, turn) {
    const fetched = (/** @type {AbortSignal} */ signal) => api.fetchHistory(conversation, signal);
    const history = await this.#work.run(strings.loadingHistory, fetched, (error) => {
      if (!api.isOneOf(api.GONE, error)) {
        this.#fail(strings.historyFailed, () => this.#replay(conversation, turn));
        return;
      }
      this.#endConversation(turn?.text);
      this.#greet();
    });
    if (!history) return;
    this.#log.quietly(() => {
      if (!history.messages.length) this.#greet();
      else this.#addMessages(history.messages);
    });
    if (turn) await this.#take(turn, this.#log.lastOwnerSaying(turn.shown));
  }

  #sendTyped() {
    const { input, status } = this.#parts;
    const text = input.value.trim();
    if (this.#work.isUnderWay) {
      status.textContent = strings.oneAtATime;
    } else if (!text) {
      this.#reject(strings.nothingTyped);
      input.focus();
    } else {
      input.value = "";
      const about = this.#about ? { about: this.#about } : {};
      this.#about = null;
      this.#take({ text, ...about, client_id: api.newClientId(), shown: text });
    }
  }

  /**
   * @param {{text: string} | {choice: string}} words
   * @param {string} shown
   * @returns {boolean} whether it was taken: not while an answer is on its way
   */
  #press(words, shown) {
    if (this.#work.isUnderWay) return false;
    this.#log.focus();
    this.#take({ ...words, client_id: api.newClientId(), shown });
    return true;
  }

  /**
   * One turn, from the owner's words to the answer or a reason why there is none.
   * @param {ShownTurn} turn
   * @param {HTMLElement | null} [shown] the owner's words, where the log has them already
   */
  async #take(turn, shown) {
    store.keepTurn(turn);
    this.#reject("");
    this.#failure?.retry.remove();
    this.#log.hideChoices(true);
    this.#showTalking(true);
    const bubble = shown ?? this.#log.addOwner(turn.shown);
    const answer = await this.#work.run(strings.typing, (signal) => this.#deliver(turn, signal),
      (error) => this.#explain(error, turn, bubble));
    if (!answer) return;
    store.dropTurn();
    this.#addMessages(answer.messages);
  }

  /** @param {ShownTurn} turn @param {AbortSignal} signal */
  async #deliver({ shown, ...turn }, signal) {
    if (!this.#conversation) {
      this.#conversation = await api.startConversation(signal);
      store.keepConversation(this.#conversation);
    }
    return api.sendTurn(this.#conversation, turn, signal);
  }

  /** @param {import("./chat-api.mjs").Message[]} messages */
  #addMessages(messages) {
    this.#log.addMessages(messages, ({ id, label }) => this.#press({ choice: id }, label));
  }

  /** @param {unknown} error @param {ShownTurn} turn @param {HTMLElement} bubble */
  #explain(error, turn, bubble) {
    if (api.isOneOf(api.GONE, error)) {
      bubble.remove();
      this.#endConversation(turn.text);
    } else if (api.isOneOf(api.REJECTED, error)) {
      bubble.remove();
      this.#giveBack(turn, error.detail || strings.rejected);
    } else {
      const told = error instanceof api.ProblemError;
      const reason = told ? error.detail || strings.failed : strings.unreachable;
      this.#fail(reason, () => this.#take(turn, bubble));
    }
  }

  /** For the owner to mend and send again. @param {ShownTurn} turn @param {string} detail */
  #giveBack(turn, detail) {
    store.dropTurn();
    if (turn.choice) this.#log.dropChoices();
    this.#log.hideChoices(false);
    this.#putBack(turn.text);
    this.#reject(detail);
  }

  /** Says what went wrong and offers another try. @param {string} text @param {() => void} again */
  #fail(text, again) {
    const retry = button(strings.tryAgain, () => {
      if (this.#work.isUnderWay) return;
      this.#log.focus();
      this.#failure?.notice.remove();
      again();
    });
    this.#failure = { notice: this.#log.addNotice(text, retry), retry };
  }

  /** The service knows it no longer. @param {string | undefined} text not answered yet */
  #endConversation(text) {
    this.#forget();
    this.#log.dropChoices();
    this.#putBack(text);
    this.#log.addNotice(text ? `${strings.gone} ${strings.goneTextKept}` : strings.gone);
  }

  #forget() {
    this.#conversation = null;
    store.dropAll();
    this.#showTalking(false);
  }

  /** For the page too: its own words may step back. @param {boolean} talking */
  #showTalking(talking) {
    this.#parts.startAgain.hidden = !talking;
    this.toggleAttribute("talking", talking);
  }

  /** @param {string | undefined} text goes before what the owner typed meanwhile */
  #putBack(text) {
    const { input } = this.#parts;
    input.value = [text, input.value].filter(Boolean).join("\n");
  }

  /** @param {string} detail empty: nothing is wrong with the words in the box */
  #reject(detail) {
    const { problem, input } = this.#parts;
    if (problem.textContent === detail) return;
    problem.textContent = detail;
    input.setAttribute("aria-invalid", String(detail !== ""));
  }

  /** @param {boolean} asking */
  #askToStartAgain(asking) {
    const { confirm, startAgain } = this.#parts;
    confirm.panel.hidden = !asking;
    (asking ? confirm.no : startAgain).focus();
  }

  /** Deletes the conversation; only when the service has done so does it leave the page. */
  async #startAgain() {
    const { confirm, input, status } = this.#parts;
    confirm.panel.hidden = true;
    input.focus();
    this.#work.stop();
    const deleted = await this.#work.run(strings.deleting, (signal) => this.#delete(signal),
      () => this.#fail(strings.startAgainFailed, () => this.#startAgain()));
    if (!deleted) return;
    this.#forget();
    this.#log.clear();
    this.#log.quietly(() => this.#greet());
    status.textContent = strings.startedAgain;
  }

  /** @param {AbortSignal} signal */
  async #delete(signal) {
    if (this.#conversation) await api.forgetConversation(this.#conversation, signal);
    return true;
  }
}

customElements.define("doorstep-chat", DoorstepChat);
