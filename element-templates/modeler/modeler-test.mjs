// Proves the generated templates in the modeler's own library and saves one diagram for each.
//
//   node modeler-test.mjs             all checks; diagrams go to ../target/modeler
//   node modeler-test.mjs --pictures  writes the pictures of the guides to ../../docs/images as well
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { validateAll } from '@bpmn-io/element-templates-validator';
import { open } from './modeler-page.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.join(here, '../target/modeler');
const templates = JSON.parse(fs.readFileSync(path.join(here, '../defenderflow-templates.json'), 'utf8'));

const breaches = [];

function expectThat(holds, message) {
  if (!holds) {
    breaches.push(message);
  }
}

function action(template) {
  return template.id.replace('io.defenderflow.', '');
}

/** The fields that an author sees, each with the name that it has in the panel. */
function visibleFields(template) {
  const counted = {};
  return template.groups.flatMap(group => template.properties
    .filter(property => property.group === group.id)
    .map(property => {
      const index = counted[group.id] = (counted[group.id] ?? -1) + 1;
      return { ...property, entry: `custom-entry-${template.id}-${group.id}-${index}` };
    }));
}

/** The approval is a user task; everything else is an external task. */
function isStep(template) {
  return template.elementType.value === 'bpmn:ServiceTask';
}

function isRequired(field) {
  return field.constraints?.notEmpty === true;
}

/** An example as the catalogue has it, from the placeholder of the field. */
function example(field) {
  return field.type === 'Dropdown'
    ? field.choices.find(choice => choice.value !== '').value
    : field.placeholder?.replace('for example ', '') ?? 'default';
}

/** How an author reads a process variable of the same name. */
function fromVariable(field) {
  return field.type === 'Dropdown'
    ? field.choices.at(-1).value
    : '${' + field.binding.name + '}';
}

const tried = new Set();

/** Most templates share the fields about waiting, retries and results: each is tried once. */
function isNew(field) {
  const { entry, ...shared } = field;
  const key = JSON.stringify(shared);
  field.tried = field.group === 'action' || !tried.has(key);
  tried.add(key);
  return field.tried;
}

async function checkTemplate(modeler, template) {
  const name = action(template);
  const fields = visibleFields(template);
  await modeler.draw('step-' + name.replaceAll('.', '-'), template.name, [template]);
  await modeler.apply(template.id, template.version);
  await modeler.openGroups();

  const shown = await modeler.fields();
  expectThat(
    JSON.stringify(shown.map(field => field.label)) === JSON.stringify(fields.map(field => field.label)),
    `${name}: the panel shows ${shown.map(field => field.label)} instead of ${fields.map(field => field.label)}`);
  fields.forEach((field, index) => {
    const error = shown[index]?.error ?? '';
    expectThat(
      error === (isRequired(field) && !field.value ? 'Must not be empty.' : ''),
      `${name}: the empty field "${field.label}" shows the error "${error}"`);
    expectThat(
      (shown[index]?.description ?? '') === field.description,
      `${name}: the field "${field.label}" shows another description`);
  });
  const groups = await modeler.groups();
  expectThat(
    JSON.stringify(groups) === JSON.stringify(template.groups.map(group => group.label)),
    `${name}: the panel shows the groups ${groups}`);

  for (const field of fields.filter(isNew)) {
    if (field.constraints?.pattern) {
      const wrong = field.constraints.pattern.value.startsWith('^[\\s\\S]{') ? 'x'.repeat(4001) : '../<nö>';
      const error = await modeler.fill(field.entry, wrong);
      expectThat(
        error === field.constraints.pattern.message,
        `${name}: a wrong value in "${field.label}" shows "${error}"`);
    }
    const error = await modeler.fill(field.entry, example(field));
    expectThat(error === '', `${name}: the example in "${field.label}" shows "${error}"`);
  }
  save(name, 'example', await modeler.saved());

  // Only the own inputs read variables: what is optional and empty must run as well.
  for (const field of fields) {
    const own = field.group === 'action';
    if (!own && !field.tried) {
      continue;
    }
    const value = own && isRequired(field) ? fromVariable(field)
      : field.type === 'Dropdown' || isRequired(field) ? (field.value ?? '') : '';
    const error = await modeler.fill(field.entry, value);
    expectThat(error === '', `${name}: "${value}" in "${field.label}" shows "${error}"`);
  }
  const result = fields.find(field => field.binding.name === 'defenderResult');
  if (result) {
    await modeler.fill(result.entry, 'result');
  }
  const xml = await modeler.saved();
  const written = isStep(template) ? [
    '<bpmn:serviceTask',
    `camunda:modelerTemplate="${template.id}"`,
    `camunda:topic="${template.properties.find(p => p.binding.name === 'camunda:topic').value}"`,
    'camunda:type="external"',
    'camunda:asyncAfter="true"',
    `<camunda:inputParameter name="defenderAction">${name}</camunda:inputParameter>`
  ] : [
    '<bpmn:userTask',
    `camunda:modelerTemplate="${template.id}"`,
    'camunda:formRef="defenderflow-approve-containment"',
    'camunda:formRefBinding="latest"',
    'camunda:asyncAfter="true"',
    '<camunda:inputParameter name="defenderApprovalDecision"',
    '<camunda:outputParameter name="approval">${defenderApprovalDecision}</camunda:outputParameter>'];
  for (const text of written) {
    expectThat(xml.includes(text), `${name}: the saved diagram does not have ${text}`);
  }
  expectThat(
    !isStep(template) || !xml.includes('outputParameter'),
    `${name}: the saved diagram has an output mapping`);
  save(name, 'variables', xml);
}

function save(name, kind, xml) {
  fs.mkdirSync(path.join(target, kind), { recursive: true });
  fs.writeFileSync(path.join(target, kind, `${name}.bpmn`), xml);
}

/** A diagram in use takes a newer version of its template and keeps what was filled in. */
async function checkUpgrade(modeler) {
  const first = templates.find(template => template.id === 'io.defenderflow.machine.isolate');
  const second = structuredClone(first);
  second.version = first.version + 1;
  second.properties.push({
    label: 'New field', type: 'String', group: 'action',
    binding: { type: 'camunda:inputParameter', name: 'newField' }
  });
  await modeler.draw('upgrade', 'Isolate machine', [first, second]);
  expectThat((await modeler.templateErrors()).length === 0, 'upgrade: the two versions do not load');
  await modeler.apply(first.id, first.version);
  await modeler.openGroups();
  const reason = visibleFields(first).find(field => field.binding.name === 'Comment');
  await modeler.fill(reason.entry, 'Kept through the upgrade');
  await modeler.apply(second.id, second.version);
  const xml = await modeler.saved();
  expectThat(xml.includes('Kept through the upgrade'), 'upgrade: the value of a field is lost');
  expectThat(xml.includes('name="newField"'), 'upgrade: the new field is not there');
  expectThat(xml.includes(`modelerTemplateVersion="${second.version}"`), 'upgrade: the version stays');
}

async function takePictures(modeler, folder) {
  fs.mkdirSync(folder, { recursive: true });
  const picture = name => modeler.page.screenshot({ path: path.join(folder, name) });
  const isolate = templates.find(template => template.id === 'io.defenderflow.machine.isolate');
  const fields = visibleFields(isolate);

  await modeler.draw('contain-device', 'Isolate machine', templates);
  await modeler.select();
  await modeler.page.getByRole('button', { name: 'Select', exact: true }).click();
  await modeler.page.locator('.djs-popup-search input').pressSequentially('isol');
  await modeler.page.locator('.djs-popup').getByText('Isolate machine', { exact: true }).waitFor();
  await picture('modeler-choose-template.png');
  await modeler.page.keyboard.press('Escape');

  await modeler.draw('contain-device', 'Isolate machine', templates);
  await modeler.apply(isolate.id, isolate.version);
  await modeler.openGroups();
  await picture('modeler-required-fields.png');
  const values = {
    machineId: '${machineId}',
    Comment: 'Incident ${incidentId}: contained by the playbook.',
    IsolationType: 'Full',
    defenderResult: 'isolation'
  };
  for (const field of fields) {
    if (values[field.binding.name]) {
      await modeler.fill(field.entry, values[field.binding.name]);
    }
  }
  await picture('modeler-isolate-machine.png');
  await modeler.page.locator('[data-group-id$="-waiting"]').evaluate(group => group.scrollIntoView());
  await modeler.settle();
  await picture('modeler-waiting-and-retries.png');
}

for (const [index, result] of validateAll(templates).results.entries()) {
  expectThat(result.valid,
    `${action(templates[index])}: ${(result.errors ?? []).map(error => error.message).join('; ')}`);
}
/** How many pages work at the same time. */
const PAGES = 3;

/** Checks templates until the queue is empty, in a page of its own. */
async function checkFromQueue(queue) {
  const modeler = await open();
  try {
    for (let template = queue.shift(); template; template = queue.shift()) {
      await checkTemplate(modeler, template);
    }
    breaches.push(...modeler.pageErrors.map(error => `the page reports: ${error}`));
  } finally {
    await modeler.close();
  }
}

fs.rmSync(target, { recursive: true, force: true });
const queue = [...templates];
await Promise.all(Array.from({ length: PAGES }, () => checkFromQueue(queue)));

const modeler = await open();
try {
  await modeler.draw('all-templates', 'Any step', templates);
  breaches.push(...await modeler.templateErrors());
  const offered = await modeler.offered();
  expectThat(offered === templates.length, `the modeler offers ${offered} of ${templates.length} templates`);
  await checkUpgrade(modeler);
  await takePictures(modeler, path.join(target, 'pictures'));
  if (process.argv.includes('--pictures')) {
    fs.cpSync(path.join(target, 'pictures'), path.join(here, '../../docs/images'), { recursive: true });
  }
  breaches.push(...modeler.pageErrors.map(error => `the page reports: ${error}`));
} finally {
  await modeler.close();
}

breaches.forEach(breach => console.log('BREACH ' + breach));
console.log(`${templates.length} templates checked, ${breaches.length} breaches.`);
process.exitCode = breaches.length === 0 ? 0 : 1;
