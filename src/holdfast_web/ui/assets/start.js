// Starts the components of GOV.UK Frontend. Every page works without it.
import { initAll } from "./govuk-frontend.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
