// The audit: what was decided about every write, by whom, why, and what became of it.
import { Notice, element, plain, processInstance, table, time } from './page.js';

const DECISIONS = {
  ALLOWED: 'Allowed: the request is about to leave',
  DENIED: 'Denied: nothing was sent',
  PARKED: 'Parked: the step waits',
  SIMULATED: 'Simulated: a dry run, nothing was sent',
  ADOPTED: 'Adopted: work that was there is followed',
  ALREADY_DONE: 'Already done: nothing was sent',
  DONE: 'Done, or taken by Microsoft',
  FAILED: 'Failed: Microsoft refused it, or it ended badly',
  UNKNOWN: 'Unknown: sent, and nobody can tell what became of it',
  APPROVED: 'Approved by a person',
  REFUSED_APPROVAL: 'Approval refused by a person',
  SWITCHED: 'Stop switch changed',
  INTAKE_CHANGED: 'Intake paused, resumed, reset, replayed or asked to look',
  TRIAL_STARTED: 'Trial started: a playbook without any write',
  RELEASED: 'Released by an administrator',
  REFUSED: 'Refused by an administrator'
};

// What a row may tell, in the order in which a person asks.
const DETAILS = {
  why: 'What was decided, and why',
  code: 'Error code',
  decidedBy: 'Decided by',
  requestedBy: 'Requested by',
  approvedBy: 'Approved by',
  approvedAt: 'Approved at',
  approvedWhy: 'Reason of the approver',
  reason: 'Reason of the step',
  action: 'Action',
  target: 'Target',
  connection: 'Connection',
  dryRun: 'Dry run',
  workId: 'Work at Microsoft',
  clientRequestId: 'Client request id',
  businessKey: 'Incident or business key',
  processInstanceId: 'Process instance',
  processDefinitionId: 'Process definition',
  activityId: 'Step in the model',
  taskId: 'External task',
  tenantId: 'Tenant of the engine',
  operationKey: 'Operation key'
};

const DAY = 24 * 60 * 60 * 1000;

export const audit = {
  path: '/defender/audit',
  title: 'Audit',

  render(container, server) {
    const notice = new Notice();
    const result = element('div', { class: 'defender-result' });
    const known = element('datalist', { id: 'defender-actions' });
    const fields = {
      from: input('datetime-local', { value: local(new Date(Date.now() - DAY)) }),
      until: input('datetime-local'),
      target: input('text', { placeholder: 'for example a machine id' }),
      action: input('text', { list: 'defender-actions', placeholder: 'for example machine.isolate' }),
      businessKey: input('text', { placeholder: 'for example incident:1042' }),
      decision: element('select', { class: 'form-control' },
        element('option', { value: '' }, 'Any'),
        ...Object.entries(DECISIONS).map(([value, text]) => element('option', { value }, text))),
      person: input('text', { placeholder: 'who asked, approved or decided' })
    };
    let query = asked();

    container.append(form(), notice.node, result);
    look(0);
    server.get('audit/actions').then(
      actions => known.append(...actions.map(({ id, label }) =>
        element('option', { value: id }, label))),
      () => { /* The field takes an action without the list as well. */ });

    function form() {
      return element('form', { class: 'defender-search', onsubmit: search },
        field('From', fields.from),
        field('Until', fields.until),
        field('Machine or other target', fields.target),
        field('Action', fields.action),
        field('Incident or business key', fields.businessKey),
        field('Decision', fields.decision),
        field('Person', fields.person),
        known,
        element('div', { class: 'defender-search-buttons' },
          element('button', { type: 'submit', class: 'btn btn-primary' }, 'Search')));
    }

    function search(event) {
      event.preventDefault();
      query = asked();
      look(0);
    }

    function asked() {
      const texts = Object.fromEntries(
        Object.entries(fields).map(([name, { value }]) => [name, value.trim()]));
      return { ...texts, from: instant(texts.from), until: instant(texts.until) };
    }

    async function look(first) {
      notice.clear();
      try {
        const found = await server.get('audit', { ...query, first });
        result.replaceChildren(...(found.total === 0 ? nothing() : page(found)));
      } catch (failed) {
        result.replaceChildren();
        notice.failed(failed);
      }
    }

    function nothing() {
      return [element('p', { class: 'defender-empty', role: 'status' },
        'Nothing was found. Widen the time, or leave a field empty: fields must be equal to what was'
          + ' recorded.')];
    }

    function page(found) {
      return [turn(found), rows(found.rows), turn(found)];
    }

    function turn({ total, first, most, rows: shown }) {
      const button = (text, to, usable) => element(
        'button',
        { type: 'button', class: 'btn btn-default', disabled: !usable, onclick: () => look(to) },
        text);
      return element('div', { class: 'defender-turn' },
        element('span', { role: 'status' },
          `Rows ${first + 1} to ${first + shown.length} of ${total}, newest first.`),
        button('Newer', Math.max(0, first - most), first > 0),
        button('Older', first + most, first + shown.length < total),
        element('a', { href: server.address('audit/lines', query), download: 'defender-audit.jsonl' },
          'Download all of them as JSON lines'));
    }
  }
};

const COLUMNS = ['Time', 'Decision', 'Action', 'Target', 'Incident', 'Person', 'Details'];

function rows(found) {
  return table(COLUMNS, found.map(row => [
    [time(row.at)],
    [decision(row)],
    [row.label ?? row.action ?? 'None'],
    [element('span', { class: 'defender-id' }, row.target ?? 'None')],
    [row.businessKey ?? 'None'],
    [people(row)],
    [toggle(row)]
  ]));
}

/** Shows and hides all that is known of a row, below it. */
function toggle(row) {
  const button = element(
    'button',
    { type: 'button', class: 'btn btn-default btn-sm', 'aria-expanded': 'false', onclick: turn },
    'Show');
  let shown = null;

  function turn() {
    if (shown === null) {
      shown = element('tr', { role: 'row', class: 'defender-details' },
        element('td', { role: 'cell', colspan: String(COLUMNS.length) }, details(row)));
      button.closest('tr').after(shown);
    } else {
      shown.remove();
      shown = null;
    }
    button.textContent = shown === null ? 'Show' : 'Hide';
    button.setAttribute('aria-expanded', String(shown !== null));
  }

  return button;
}

function decision(row) {
  const [word] = (DECISIONS[row.decision] ?? row.decision).split(':');
  const bad = ['DENIED', 'FAILED', 'UNKNOWN', 'REFUSED', 'PARKED'].includes(row.decision);
  return element('span', { class: bad ? 'text-danger' : null },
    [word, row.code].filter(Boolean).join(' '));
}

function people(row) {
  const roles = [
    ['decided', row.decidedBy], ['approved', row.approvedBy], ['asked', row.requestedBy]];
  return roles
    .filter(([, name]) => name)
    .map(([role, name]) => `${plain(name)} (${role})`)
    .join(', ') || 'Nobody';
}

function details(row) {
  return element('dl', { class: 'defender-facts' },
    fact('Time in UTC', row.at),
    fact('Decision', DECISIONS[row.decision] ?? row.decision),
    ...Object.entries(DETAILS)
      .filter(([name]) => row[name] !== undefined)
      .map(([name, label]) => fact(label, value(row, name))));
}

function fact(label, content) {
  return element('div', {}, element('dt', {}, label), element('dd', {}, content));
}

function value(row, name) {
  switch (name) {
    case 'dryRun':
      return row.dryRun ? 'Yes: nothing is sent in any case.' : 'No';
    case 'approvedAt':
      return time(row.approvedAt);
    case 'processInstanceId':
      return row.running
        ? processInstance(row.processInstanceId, row.processInstanceId)
        : `${row.processInstanceId} (it has ended, or you may not see it)`;
    default:
      return row[name];
  }
}

let fieldsMade = 0;

function field(label, control) {
  control.id = `defender-field-${fieldsMade += 1}`;
  return element('div', { class: 'form-group' },
    element('label', { for: control.id }, label), control);
}

function input(type, more = {}) {
  return element('input', { type, class: 'form-control', autocomplete: 'off', ...more });
}

/** A time as the field for it wants it, in the time zone of the person. */
function local(at) {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function instant(text) {
  return text === '' ? '' : new Date(text).toISOString();
}
