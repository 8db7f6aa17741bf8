/** Money, times and distances as an owner in Birmingham says them; times are always London's. */

import { strings } from "./strings.mjs";

const words = strings.card;
const TIME_ZONE = "Europe/London";

const dateFormat = new Intl.DateTimeFormat("en-GB", {
  timeZone: TIME_ZONE, day: "numeric", month: "long", year: "numeric",
});
const weekdayFormat = new Intl.DateTimeFormat("en-GB", { timeZone: TIME_ZONE, weekday: "long" });
const clockFormat = new Intl.DateTimeFormat("en-GB", {
  timeZone: TIME_ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

/**
 * "£18,000"; pence only where there are some. An unknown currency is written after the number.
 * @param {number} amount
 * @param {string | null} [currency] ISO 4217, pounds unless told
 * @returns {string}
 */
export function money(amount, currency) {
  const digits = Number.isInteger(amount) ? 0 : 2;
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const style = { style: /** @type {const} */ ("currency"), currency: currency || "GBP" };
  try {
    return new Intl.NumberFormat("en-GB", { ...style, ...fraction }).format(amount);
  } catch {
    return `${new Intl.NumberFormat("en-GB", fraction).format(amount)} ${currency}`;
  }
}

/**
 * What a value means: the years it covers and its VAT, each said even when the notice does not say.
 * @param {import("./chat-api.mjs").Value} value
 * @returns {string} for example "a year, VAT not included"
 */
export function terms(value) {
  const basis = words.basis[value.basis] ?? words.basis.unknown;
  const vat = words.vat[value.vat] ?? words.vat.unknown;
  return `${basis}, ${vat}`;
}

/**
 * "14 November 2025".
 * @param {string | null | undefined} moment RFC 3339
 * @returns {string | null} null when it is not a moment
 */
export function day(moment) {
  const date = dateOf(moment);
  return date && dateFormat.format(date);
}

/**
 * "Friday 14 November 2025, 5pm".
 * @param {string | null | undefined} moment RFC 3339
 * @returns {string | null} null when it is not a moment
 */
export function deadline(moment) {
  const date = dateOf(moment);
  return date && `${weekdayFormat.format(date)} ${dateFormat.format(date)}, ${timeOfDay(date)}`;
}

/**
 * "0.6 miles", "1 mile", "12 miles".
 * @param {number} distance in miles
 * @returns {string}
 */
export function miles(distance) {
  if (distance < 0.1) return words.nextDoor;
  const shown = distance < 10 ? Math.round(distance * 10) / 10 : Math.round(distance);
  return shown === 1 ? words.mile : words.miles(String(shown));
}

/** @param {string | null | undefined} moment */
function dateOf(moment) {
  const date = moment ? new Date(moment) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

/** @param {Date} date */
function timeOfDay(date) {
  const [hour, minute] = clockFormat.format(date).split(":").map(Number);
  if (minute === 0 && hour === 0) return words.midnight;
  if (minute === 0 && hour === 12) return words.noon;
  const minutes = minute ? `:${String(minute).padStart(2, "0")}` : "";
  return `${hour % 12 || 12}${minutes}${hour < 12 ? "am" : "pm"}`;
}
