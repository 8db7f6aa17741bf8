/** One opportunity as a card that an owner can take in at a glance. */

import { button, element, link, linkedText, mark, spoken } from "./dom.mjs";
import { day, deadline, miles, money, terms } from "./format.mjs";
import { strings } from "./strings.mjs";

/** @typedef {import("./chat-api.mjs").Choice} Choice */
/** @typedef {import("./chat-api.mjs").Opportunity} Opportunity */

const words = strings.card;
let cards = 0;

/**
 * @param {Opportunity} opportunity
 * @param {(choice: Choice) => boolean} choose whether the choice was taken
 * @returns {HTMLElement}
 */
export function opportunityCard(opportunity, choose) {
  const heading = `opportunity-${++cards}`;
  return element("article", { class: "card", "aria-labelledby": heading },
    tags(opportunity),
    element("h3", { id: heading }, opportunity.title),
    element("p", { class: "buyer" }, opportunity.buyer),
    facts(opportunity),
    points(words.reasons, opportunity.reasons, "✓", "good", words.reason),
    points(words.against, opportunity.against, "!", "caution", words.caution),
    response(opportunity),
    opinion(opportunity, choose),
    source(opportunity));
}

/**
 * What the owner may say of it; once said, what they said.
 * @param {Opportunity} opportunity
 * @param {(choice: Choice) => boolean} choose
 */
function opinion({ title, choices }, choose) {
  if (!choices?.length) return null;
  const group = element("div", { class: "options", role: "group", "aria-label": words.opinion });
  for (const choice of choices) {
    const said = element("p", { class: "said" }, words.said(choice.label));
    const made = button(choice.label, () => choose(choice) && group.replaceWith(said), "small");
    made.append(spoken(words.about(title)));
    group.append(made);
  }
  return group;
}

/** @param {Opportunity} opportunity */
function tags({ kind, status, verdict, is_sample: isSample }) {
  const kindWords = words.kinds[kind];
  // A planned opportunity is planned by kind already: saying it twice helps nobody.
  const statusWords = kind === status ? undefined : words.statuses[status];
  const said = [kindWords, statusWords].flatMap((text) => text ?? []);
  return element("p", { class: "tags" },
    ...said.map((text) => element("span", { class: "tag" }, text)),
    verdict ? element("span", { class: "tag verdict" }, words.verdicts[verdict]) : null,
    isSample ? element("span", { class: "tag sample" }, words.sample) : null);
}

/** @param {Opportunity} opportunity */
function facts(opportunity) {
  return element("dl", {},
    ...fact(words.worth, ...worth(opportunity.value)),
    ...fact(words.closes, closes(opportunity)),
    ...fact(words.where, where(opportunity)),
    ...(opportunity.reserved_for ? fact(words.reservedFor, opportunity.reserved_for) : []));
}

/**
 * @param {string} name
 * @param {...(Node | string)} details
 */
function fact(name, ...details) {
  return [element("dt", {}, name), element("dd", {}, ...details)];
}

/** @param {import("./chat-api.mjs").Value} value */
function worth(value) {
  if (typeof value?.amount !== "number") return [words.worthUnknown];
  return [element("strong", {}, money(value.amount, value.currency)), ` ${terms(value)}`];
}

/** @param {Opportunity} opportunity */
function closes(opportunity) {
  const text = deadline(opportunity.deadline);
  if (!text) return words.closesUnknown;
  return element("time", { datetime: String(opportunity.deadline) }, text);
}

/** @param {Opportunity} opportunity */
function where({ area, distance_miles: distance }) {
  const away = typeof distance === "number" ? words.away(miles(distance)) : null;
  return [area, away].filter(Boolean).join(", ") || words.whereUnknown;
}

/**
 * @param {string} heading
 * @param {string[]} sentences
 * @param {string} sign for the eye
 * @param {string} look
 * @param {string} meaning the sign in words
 */
function points(heading, sentences, sign, look, meaning) {
  if (!sentences?.length) return null;
  const items = sentences.map((sentence) => element("li", {},
    mark(sign, "sign"), spoken(meaning), sentence));
  // Safari drops the list from a list without bullets unless the role says so.
  const list = element("ul", { role: "list" }, ...items);
  return element("div", { class: `points ${look}` }, element("h4", {}, heading), list);
}

/** @param {Opportunity} opportunity */
function response({ how_to_respond: how, contact }) {
  const lines = contactLines(contact);
  if (!how && !lines.length) return null;
  return element("div", { class: "response" },
    how ? element("h4", {}, words.howToRespond) : null,
    how ? element("p", {}, linkedText(how)) : null,
    lines.length ? element("h4", {}, words.contact) : null,
    ...lines.map((line) => element("p", {}, line)));
}

/**
 * @param {Opportunity["contact"]} contact
 * @returns {(Node | string)[]}
 */
function contactLines(contact) {
  if (!contact) return [];
  const page = link(contact.url, words.contactLink);
  return [contact.name, contact.email, contact.phone, page].flatMap((line) => line || []);
}

/** @param {Opportunity} opportunity */
function source({ source_url: address, title, attribution, as_of: asOf }) {
  const notice = link(address, words.notice, spoken(words.noticeOf(title)));
  const stood = day(asOf);
  const small = [attribution, stood && words.asOf(stood)].filter(Boolean).join(" ");
  return element("footer", {},
    notice && element("p", {}, notice),
    element("p", { class: "attribution" }, small));
}
