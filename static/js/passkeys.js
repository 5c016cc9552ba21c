// Passkeys. A form[data-passkey] names what is asked of the browser: "get" (show one) or "create" (make
// one), with the options in data-passkey-options or at the address data-passkey-from. What the browser
// answers goes into the form's field "credential". Without passkeys in the browser the form stays hidden.

const forms = window.PublicKeyCredential && window.webauthnJSON ? document.querySelectorAll("form[data-passkey]") : [];

for (const form of forms) {
  form.hidden = false;
  form.querySelector("[data-passkey-ask]").addEventListener("click", () => ask(form));
}

async function ask(form) {
  const told = form.querySelector("[data-passkey-failed]");
  if (told) told.hidden = true;
  try {
    const options = await optionsOf(form);
    const answer = form.dataset.passkey === "create"
      ? await window.webauthnJSON.create(discoverable(options.creation_options))
      : await window.webauthnJSON.get(options.request_options);
    form.elements.credential.value = JSON.stringify(answer);
    form.submit();
  } catch {
    if (told) told.hidden = false; // turned back, timed out, or no key at hand: nothing has happened
  }
}

async function optionsOf(form) {
  if (form.dataset.passkeyOptions) return JSON.parse(form.dataset.passkeyOptions);
  const answer = await fetch(form.dataset.passkeyFrom, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// One that signs in by itself has to lie in the device and to ask for finger, face or code.
function discoverable(options) {
  const selection = options.publicKey.authenticatorSelection ?? {};
  const strict = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  return { ...options, publicKey: { ...options.publicKey, authenticatorSelection: { ...selection, ...strict } } };
}
