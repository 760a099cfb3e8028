// A passkey is asked for when its form is sent, and sent in its place. The form is hidden where a browser knows of none.
const known = window.PublicKeyCredential;

for (const form of known?.parseRequestOptionsFromJSON ? document.querySelectorAll('form[data-passkey]') : []) {
  const fault = form.querySelector('[data-fault]');
  form.hidden = false;
  form.addEventListener('submit', async (sending) => {
    sending.preventDefault();
    fault.hidden = true;
    const options = JSON.parse(form.dataset.options);
    try {
      const credential = form.dataset.passkey === 'create'
        ? await navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(options) });
      form.elements.credential.value = JSON.stringify(credential);
    } catch {
      // Given up, or none there: the browser said so itself.
      fault.hidden = false;
      return;
    }
    form.submit();
  });
}
