// Saves a quote as it is written: each field a moment after it was last touched. Without it the
// page works too, by its buttons.
const form = document.querySelector("#quote-form");
const told = document.querySelector("#saved");
const WAITS = 800;
let timer = 0;

function say(words) {
  told.textContent = words;
}

async function save() {
  const fields = new FormData(form);
  fields.delete("do");
  fields.delete("tell");
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body: fields });
    if (!answer.ok) throw new Error(String(answer.status));
    const { open, faults } = await answer.json();
    const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    if (!open) say("The closing time is over: nothing more is saved.");
    else say(faults.length ? faults.join(" ") : `Saved at ${time}. Nothing was sent.`);
  } catch {
    say("Not saved just now. It is tried again with the next change.");
  }
}

if (form && told) {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, WAITS);
  });
}
