// What all pages share. Whatever comes from the server is data: it is shown as text, never as HTML.

// Line breaks and tabs may stay. Every other control character and those that change the direction
// of a text are shown by their number, so that no title of an incident can disguise what it says.
// eslint-disable-next-line no-control-regex
const DISGUISING =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

export function plain(text) {
  return String(text ?? '').replace(
    DISGUISING,
    character => `[U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}]`);
}

/**
 * An element with attributes and children. A child is an element or a text; what is null is left
 * out. A function is the listener of an event, for example `onclick`.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      made.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== false) {
      made.setAttribute(name, value === true ? '' : value);
    }
  }
  made.append(...children
    .filter(child => child !== null)
    .map(child => (child instanceof Node ? child : plain(child))));
  return made;
}

/** A time as the clock of the person shows it, whose time zone Cockpit names below each page. */
export function time(iso) {
  const at = new Date(iso);
  const two = number => String(number).padStart(2, '0');
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return element('time', { datetime: iso, title: `${iso} (UTC)` }, `${date} ${clock}`);
}

/**
 * A table; in a narrow window each row is a block of its own, so that roles and names are explicit.
 *
 * @param {string[]} columns
 * @param {(string|Node|null)[][][]} rows what each cell has, row by row
 */
export function table(columns, rows) {
  return element('table', { class: 'table cam-table defender-table', role: 'table' },
    element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' },
      ...columns.map(name => element('th', { scope: 'col', role: 'columnheader' }, name)))),
    element('tbody', { role: 'rowgroup' }, ...rows.map(cells =>
      element('tr', { role: 'row' }, ...cells.map((content, index) =>
        element('td', { role: 'cell', 'data-label': columns[index] }, ...content))))));
}

/** The process instance in Cockpit, where it still runs. */
export function processInstance(id, text = 'Open the process instance') {
  return element('a', { href: `#/process-instance/${encodeURIComponent(id)}/runtime` }, text);
}

/** Asks the server; what it refuses is an Error whose message is for a person. */
export class Server {
  constructor(api) {
    this.base = `${api.cockpitApi}/plugin/defenderflow/${encodeURIComponent(api.engine)}`;
    this.token = api.CSRFToken;
  }

  address(path, query = {}) {
    const parameters = new URLSearchParams(
      Object.entries(query).filter(([, value]) => value !== '' && value !== null));
    return `${this.base}/${path}?${parameters}`;
  }

  async get(path, query) {
    return this.#read(await this.#send(this.address(path, query), {}));
  }

  async post(path, body) {
    return this.#read(await this.#send(`${this.base}/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': this.token },
      body: JSON.stringify(body)
    }));
  }

  async #send(address, { headers = {}, ...request }) {
    try {
      return await fetch(address, {
        ...request,
        credentials: 'same-origin',
        headers: { Accept: 'application/json', ...headers }
      });
    } catch (lost) {
      throw new Error(
        'The Camunda application does not answer. Whether anything was changed is not known. Try'
          + ' again; if it stays so, look whether the application runs.');
    }
  }

  async #read(answer) {
    if (answer.status === 204) {
      return null;
    }
    const body = await answer.json().catch(() => null);
    if (answer.ok && body !== null) {
      return body;
    }
    if (answer.status === 401) {
      throw new Error('Your session has ended, and nothing was changed. Reload the page and sign in.');
    }
    const known = body?.message?.trim();
    throw new Error(known || `The Camunda application answered with the status ${answer.status}.`);
  }
}

/** A place for what just happened, which a screen reader says aloud. */
export class Notice {
  constructor() {
    this.node = element('div', { 'aria-live': 'polite' });
  }

  done(text) {
    this.#show('alert alert-success', 'status', text);
  }

  failed(error) {
    this.#show('alert alert-danger', 'alert', error.message);
  }

  clear() {
    this.node.replaceChildren();
  }

  #show(style, role, text) {
    this.node.replaceChildren(element('div', { class: style, role }, text));
  }
}

/**
 * Asks for a reason and a confirmation. Sending happens while the dialog is open: what the server
 * refuses is said in it, and the reason is kept.
 *
 * @param {{title: string, text: (string|Node)[], confirm: string, danger: boolean,
 *     send: (why: string) => Promise<void>}} question
 */
export function ask({ title, text, confirm, danger, send }) {
  const notice = new Notice();
  const why = element('textarea', {
    id: 'defender-why', class: 'form-control', rows: '3', maxlength: '2000', required: true
  });
  const go = element(
    'button', { type: 'submit', class: danger ? 'btn btn-danger' : 'btn btn-primary' }, confirm);
  const cancel = element(
    'button', { type: 'button', class: 'btn btn-default', onclick: () => dialog.close() },
    'Cancel, change nothing');
  const form = element(
    'form', { onsubmit: submitted },
    element('div', { class: 'modal-header' },
      element('h3', { id: 'defender-ask-title' }, title)),
    element('div', { class: 'modal-body' },
      ...text.map(line => (line instanceof Node ? line : element('p', {}, line))),
      element('div', { class: 'form-group' },
        element('label', { for: 'defender-why' },
          'Reason. It is recorded with your name, and responders read it.'),
        why),
      notice.node),
    element('div', { class: 'modal-footer' }, cancel, go));
  const dialog = element(
    'dialog',
    {
      class: 'defender-dialog',
      'aria-labelledby': 'defender-ask-title',
      onclose: () => dialog.remove()
    },
    form);

  async function submitted(event) {
    event.preventDefault();
    if (why.value.trim() === '') {
      why.value = '';
      why.reportValidity();
      return;
    }
    go.disabled = true;
    notice.clear();
    try {
      await send(why.value);
      dialog.close();
    } catch (refused) {
      notice.failed(refused);
      go.disabled = false;
    }
  }

  document.body.append(dialog);
  dialog.showModal();
  why.focus();
}

/**
 * Calls a function now and again and again, until the page is left.
 *
 * @returns {() => void} ends it
 */
export function repeatedly(seconds, look) {
  look();
  const timer = setInterval(() => document.hidden || look(), seconds * 1000);
  return () => clearInterval(timer);
}
