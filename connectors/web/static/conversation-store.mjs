/** What the browser keeps once the owner has sent something: the conversation, a turn under way. */

const CONVERSATION = "doorstep.conversation";
const UNANSWERED = "doorstep.unanswered";

/** A turn and the words shown for it.
 * @typedef {import("./chat-api.mjs").Turn & {shown: string}} ShownTurn */

/** @returns {import("./chat-api.mjs").Conversation | null} */
export const keptConversation = () => read(CONVERSATION);

/** @param {import("./chat-api.mjs").Conversation} kept */
export const keepConversation = (kept) => write(CONVERSATION, kept);

/** A turn that was under way when the page was left. @returns {ShownTurn | null} */
export const keptTurn = () => read(UNANSWERED);

/** @param {ShownTurn} turn */
export const keepTurn = (turn) => write(UNANSWERED, turn);

/** The turn was answered, or given back to the owner. */
export const dropTurn = () => remove(UNANSWERED);

/** Nothing of the conversation stays in the browser. */
export function dropAll() {
  remove(CONVERSATION);
  remove(UNANSWERED);
}

// A browser may refuse storage (a private window, a policy): the chat then ends with its page.

/** @param {string} key */
function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} key @param {object} value */
function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // See above.
  }
}

/** @param {string} key */
function remove(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // See above.
  }
}
