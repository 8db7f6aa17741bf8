// Shows what the law asks, and what is unclear, while an officer types. Without it the same stands
// on the next page.

const WAIT = 500;
const form = document.querySelector('form[data-rules]');
const panel = document.querySelector('#rules');
let timer;
let asked;

async function look() {
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(form.dataset.rules, {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
      signal: asked.signal,
    });
    // Signed out meanwhile, or too often: the page after this one says so.
    if (answer.ok && !answer.redirected) panel.innerHTML = await answer.text();
  } catch (fault) {
    if (fault.name !== 'AbortError') panel.replaceChildren();
  }
}

if (form && panel) {
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT);
  });
}
