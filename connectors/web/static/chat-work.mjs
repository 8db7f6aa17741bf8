/** One thing at a time with the service, patiently, saying meanwhile that it goes on. */

import { patiently } from "./chat-api.mjs";
import { strings } from "./strings.mjs";

const STILL_LOOKING_AFTER_MS = 4_000;
/** @type {Record<number, string>} */
const WAITING = { 409: strings.underWay, 429: strings.queueing, 503: strings.gettingReady };

export class ChatWork {
  #status;
  #send;
  /** @type {AbortController | null} */
  #underWay = null;

  /** @param {{status: HTMLElement, send: HTMLElement}} parts where the work is shown */
  constructor({ status, send }) {
    this.#status = status;
    this.#send = send;
  }

  get isUnderWay() {
    return this.#underWay !== null;
  }

  /** What is under way ends without a word. */
  stop() {
    this.#underWay?.abort();
    this.#set(null, "");
  }

  /**
   * @template T
   * @param {string} saying
   * @param {(signal: AbortSignal) => Promise<T>} call
   * @param {(error: unknown) => void} explain told of a failure once nothing is under way
   * @returns {Promise<T | undefined>} undefined after a failure or a stop
   */
  async run(saying, call, explain) {
    const underWay = new AbortController();
    this.#set(underWay, saying);
    const lookOn = () => this.#say(underWay, strings.stillLooking);
    const timer = setTimeout(lookOn, STILL_LOOKING_AFTER_MS);
    const onWait = (/** @type {number} */ status) => {
      clearTimeout(timer);
      this.#say(underWay, WAITING[status]);
    };
    try {
      const done = await patiently(() => call(underWay.signal), onWait, underWay.signal);
      return this.#finish(underWay) ? done : undefined;
    } catch (error) {
      if (this.#finish(underWay)) explain(error);
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param {AbortController} underWay @returns {boolean} whether it had not been stopped */
  #finish(underWay) {
    if (underWay.signal.aborted) return false;
    this.#set(null, "");
    return true;
  }

  /** @param {AbortController} underWay @param {string} text */
  #say(underWay, text) {
    if (this.#underWay === underWay) this.#status.textContent = text;
  }

  /** @param {AbortController | null} underWay @param {string} saying */
  #set(underWay, saying) {
    this.#underWay = underWay;
    this.#status.textContent = saying;
    this.#status.classList.toggle("waiting", underWay !== null);
    // Not `disabled`: that would throw the keyboard's focus away.
    this.#send.setAttribute("aria-disabled", String(underWay !== null));
  }
}
