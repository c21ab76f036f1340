// Sends the files of the upload form in pieces, so that an upload can be interrupted and gone on
// with. Without this script the form sends them itself.

const form = document.querySelector("form[data-upload]");
const state = form?.querySelector("[data-upload-state]");
const TRIES = 6;

function wait(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

function say(text, done, total) {
  state.textContent = "";
  const line = document.createElement("p");
  line.className = "govuk-body";
  line.textContent = text;
  state.append(line);
  if (total) {
    const bar = document.createElement("progress");
    bar.className = "hf-progress";
    bar.max = total;
    bar.value = done;
    bar.setAttribute("aria-label", "Sent so far");
    state.append(bar);
  }
}

function sayWrong(text) {
  state.textContent = "";
  const line = document.createElement("p");
  line.className = "govuk-error-message";
  line.textContent = text;
  state.append(line);
}

class Refused extends Error {}

// A lost connection and a service that is starting again are waited for, longer each time.
async function ask(href, body, headers = {}) {
  const token = form.elements.csrfmiddlewaretoken.value;
  for (let attempt = 1; ; attempt += 1) {
    let answer;
    try {
      answer = await fetch(href, {
        method: "POST", body, redirect: "error", headers: { "X-CSRFToken": token, ...headers },
      });
    } catch (lost) {
      if (attempt === TRIES) throw new Refused("The connection was lost. Choose the same files again to go on.");
    }
    if (answer && answer.status < 500) {
      const kind = answer.headers.get("Content-Type") || "";
      const said = kind.includes("json") ? await answer.json() : {};
      if (answer.ok || answer.status === 409) return said;
      throw new Refused(said.error || "This was refused. Load the page again and sign in if you are asked to.");
    }
    if (attempt === TRIES) throw new Refused("The service does not answer. Choose the same files again later to go on.");
    say("Waiting for the service …");
    await wait(500 * 2 ** attempt);
  }
}

async function send(files) {
  const largest = Number(form.dataset.piece);
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const announced = {
    organisation: form.elements.organisation.value,
    label: form.elements.label.value,
    keep_original: form.elements.keep_original?.checked ?? false,
    files: files.map((file) => ({ name: file.name, size: file.size, mark: String(file.lastModified) })),
  };
  const upload = await ask(form.dataset.announce, JSON.stringify(announced), { "Content-Type": "application/json" });
  let before = 0;
  for (const [place, waiting] of upload.files.entries()) {
    const file = files[place];
    let at = waiting.received;
    while (at < file.size) {
      const megabytes = (bytes) => (bytes / 1048576).toFixed(1);
      say(`Sending ${file.name}: ${megabytes(before + at)} of ${megabytes(total)} MB`, before + at, total);
      const piece = file.slice(at, Math.min(at + largest, file.size));
      const said = await ask(waiting.href + at, piece, { "Content-Type": "application/octet-stream" });
      at = said.received;
    }
    before += file.size;
  }
  say("All has come. Handing it over to be read …", total, total);
  return ask(upload.finish, null);
}

form?.addEventListener("submit", async (event) => {
  const files = [...form.elements.files.files];
  if (files.length === 0) return; // the service says what is missing
  event.preventDefault();
  const button = form.querySelector("button[type=submit], button:not([type])");
  button.disabled = true;
  try {
    const { href } = await send(files);
    window.location.assign(href);
  } catch (fault) {
    sayWrong(fault instanceof Refused ? fault.message : "The files could not be read. Choose them again.");
    button.disabled = false;
  }
});
