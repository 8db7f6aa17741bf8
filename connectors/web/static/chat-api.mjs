/** The chat API as a client sees it: its answers, its failures, and how patient to be with it. */

/** @typedef {{conversation: string, token: string}} Conversation */
/** @typedef {{id: string, label: string}} Choice */
/** One message of the owner, whatever the retries.
 * @typedef {{text?: string, choice?: string, about?: string, client_id: string}} Turn */
/** @typedef {"included" | "excluded" | "unknown"} Vat */
/** @typedef {"total" | "yearly" | "unknown"} Basis */
/** @typedef {{amount: number | null, currency: string | null, vat: Vat, basis: Basis}} Value */
/** @typedef {Record<"name" | "email" | "phone" | "url", string | null>} Contact */
/**
 * @typedef {"tender" | "quick_quote" | "planned" | "market_engagement" | "challenge"
 *   | "open_framework" | "subcontract" | "re_let"} Kind
 */
/** @typedef {"interested" | "not_for_me" | "applied" | "won" | "lost" | "reported"} Verdict */
/**
 * @typedef {object} Opportunity
 * @property {string} id
 * @property {Kind} kind
 * @property {string} title
 * @property {string} buyer
 * @property {Value} value
 * @property {string | null} deadline RFC 3339
 * @property {"open" | "planned" | "closed" | "awarded" | "cancelled"} status
 * @property {number | null} distance_miles
 * @property {string | null} area
 * @property {string | null} reserved_for
 * @property {string} how_to_respond
 * @property {Contact | null} contact
 * @property {string[]} reasons
 * @property {string[]} against
 * @property {string} source_url
 * @property {string} attribution
 * @property {string} as_of RFC 3339
 * @property {boolean} is_sample
 * @property {Verdict | null} [verdict] what the owner said of it
 * @property {Choice[]} [choices] what the owner may say of it, now or later
 */
/**
 * @typedef {object} Message
 * @property {string} id
 * @property {"owner" | "doorstep"} author
 * @property {string} at RFC 3339
 * @property {string} text
 * @property {Opportunity[]} [opportunities]
 * @property {Choice[]} [choices]
 */

const ANSWER_WITHIN_MS = 90_000;
const PATIENCE_MS = 180_000;
const PAUSE_MS = 2_000;
const ASK_READY_EVERY_MS = 2_000;
/** The service does not know the conversation, or not with this token. */
export const GONE = [401, 404];
/** The service will never take these words. */
export const REJECTED = [413, 422];
const WORTH_WAITING_FOR = [409, 429, 503];

/** The service answered with a problem. */
export class ProblemError extends Error {
  /**
   * @param {number} status
   * @param {string} detail empty when the service gave none
   * @param {number} pause milliseconds to wait before another try
   */
  constructor(status, detail, pause) {
    super(`${status} ${detail}`);
    this.name = "ProblemError";
    this.status = status;
    this.detail = detail;
    this.pause = pause;
  }
}

/** No answer came: no signal, a cut line, or too long a wait. */
export class UnreachableError extends Error {
  name = "UnreachableError";
}

/** A conversation is made. @param {AbortSignal} signal @returns {Promise<Conversation>} */
export function startConversation(signal) {
  return ask("POST", "/api/conversations", { signal, body: {} });
}

/**
 * One turn. The same `client_id` twice is one turn, so this may be called again after any failure.
 * @param {Conversation} conversation
 * @param {Turn} turn
 * @param {AbortSignal} signal
 * @returns {Promise<{messages: Message[]}>}
 */
export function sendTurn(conversation, turn, signal) {
  return ask("POST", messagesOf(conversation), { signal, token: conversation.token, body: turn });
}

/**
 * @param {Conversation} conversation
 * @param {AbortSignal} signal
 * @returns {Promise<{messages: Message[]}>}
 */
export function fetchHistory(conversation, signal) {
  return ask("GET", messagesOf(conversation), { signal, token: conversation.token });
}

/**
 * Deleted there, or gone already.
 * @param {Conversation} conversation
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export async function forgetConversation(conversation, signal) {
  try {
    await ask("DELETE", pathOf(conversation), { signal, token: conversation.token });
  } catch (error) {
    if (!isOneOf(GONE, error)) throw error;
  }
}

/**
 * Waits until the service can answer; out of reach counts as ready: a failed turn says it better.
 * @param {() => void} onLoading told once, when there is a wait
 */
export async function untilReady(onLoading) {
  if (await isReady()) return;
  onLoading();
  do await pause(ASK_READY_EVERY_MS); while (!(await isReady()));
}

/**
 * Repeats a call while the service asks to wait, three minutes at most,
 * then throws the last problem.
 * @template T
 * @param {() => Promise<T>} call
 * @param {(status: number) => void} onWait
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
export async function patiently(call, onWait, signal) {
  const patienceEnds = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isOneOf(WORTH_WAITING_FOR, error)) throw error;
      if (performance.now() + error.pause > patienceEnds) throw error;
      onWait(error.status);
      await pause(error.pause, signal);
    }
  }
}

/** @param {number[]} statuses @param {unknown} error @returns {error is ProblemError} */
export function isOneOf(statuses, error) {
  return error instanceof ProblemError && statuses.includes(error.status);
}

/** Also where `randomUUID` is missing: on pages not served securely, as from a laptop at a fair. */
export function newClientId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Conversation} kept */
const pathOf = (kept) => `/api/conversations/${encodeURIComponent(kept.conversation)}`;
/** @param {Conversation} kept */
const messagesOf = (kept) => `${pathOf(kept)}/messages`;

/**
 * @param {string} method
 * @param {string} path
 * @param {{token?: string, body?: object, signal: AbortSignal}} options
 */
async function ask(method, path, { token, body, signal }) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  return inTime(signal, async (within) => {
    const json = body && JSON.stringify(body);
    const response = await fetch(path, { method, headers, body: json, signal: within });
    if (!response.ok) throw await problemIn(response);
    return response.status === 204 ? undefined : response.json();
  });
}

/**
 * Every failure but a problem told by the service, and but a stop by the owner, is "out of reach".
 * @template T
 * @param {AbortSignal} signal
 * @param {(signal: AbortSignal) => Promise<T>} call
 * @returns {Promise<T>}
 */
async function inTime(signal, call) {
  const limit = new AbortController();
  const stop = () => limit.abort();
  const timer = setTimeout(stop, ANSWER_WITHIN_MS);
  signal.addEventListener("abort", stop);
  try {
    if (signal.aborted) throw signal.reason;
    return await call(limit.signal);
  } catch (error) {
    if (signal.aborted || error instanceof ProblemError) throw error;
    throw new UnreachableError("no answer", { cause: error });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

/** @param {Response} response */
async function problemIn(response) {
  const problem = await response.json().catch(() => ({}));
  const detail = typeof problem?.detail === "string" ? problem.detail : "";
  return new ProblemError(response.status, detail, pauseAsked(response));
}

/** @param {Response} response */
function pauseAsked(response) {
  const asked = response.headers.get("Retry-After") ?? "";
  if (/^\d+$/.test(asked)) return Math.max(1, Number(asked)) * 1000;
  const until = Date.parse(asked) - Date.now();
  return Number.isNaN(until) ? PAUSE_MS : Math.max(1000, until);
}

async function isReady() {
  try {
    return (await fetch("/ready", { cache: "no-store" })).status !== 503;
  } catch {
    return true;
  }
}

/** @param {number} milliseconds @param {AbortSignal} [signal] */
function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}
