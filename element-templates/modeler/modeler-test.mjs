// Proves the generated templates in the modeler's own library and saves one diagram for each.
//
//   node modeler-test.mjs             all checks; diagrams go to ../target/modeler
//   node modeler-test.mjs --pictures  writes the pictures of the guides to ../../docs/images as well
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { validateAll } from '@bpmn-io/element-templates-validator';
import { start } from './modeler-page.mjs';

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

/** Only the own inputs read variables: what is optional and empty must run as well. */
function fromProcess(field) {
  if (field.group === 'action' && isRequired(field)) {
    return fromVariable(field);
  }
  return field.type === 'Dropdown' || isRequired(field) ? (field.value ?? '') : '';
}

/** A value that the pattern of the field refuses. */
function wrong(field) {
  return field.constraints.pattern.value.startsWith('^[\\s\\S]{') ? 'x'.repeat(4001) : '../<nö>';
}

const known = new Set();

/** Most templates share the fields about waiting, retries and results: each is tried once. */
function isTried(field) {
  const { entry, ...shared } = field;
  const key = JSON.stringify(shared);
  const isNew = !known.has(key);
  known.add(key);
  return field.group === 'action' || isNew;
}

/** The fields that an author sees, and whether they are tried in this template. */
function fieldsToTry(template) {
  return visibleFields(template).map(field => ({ ...field, tried: isTried(field) }));
}

/** Tries one template in a page and returns what is wrong with it. */
async function checkTemplate(modeler, template, fields) {
  const breaches = [];
  const expectThat = (holds, message) => holds || breaches.push(message);
  const name = action(template);
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

  const tried = fields.filter(field => field.tried);
  const limited = tried.filter(field => field.constraints?.pattern);
  const refusals = await modeler.fill(limited.map(field => [field.entry, wrong(field)]));
  limited.forEach((field, index) => expectThat(
    refusals[index] === field.constraints.pattern.message,
    `${name}: a wrong value in "${field.label}" shows "${refusals[index]}"`));
  const errors = await modeler.fill(tried.map(field => [field.entry, example(field)]));
  tried.forEach((field, index) => expectThat(
    errors[index] === '',
    `${name}: the example in "${field.label}" shows "${errors[index]}"`));
  save(name, 'example', await modeler.saved());

  const values = tried.map(field => [field.entry, fromProcess(field)]);
  const errorsOfProcess = await modeler.fill(values);
  tried.forEach((field, index) => expectThat(
    errorsOfProcess[index] === '',
    `${name}: "${values[index][1]}" in "${field.label}" shows "${errorsOfProcess[index]}"`));
  const result = fields.find(field => field.binding.name === 'defenderResult');
  if (result) {
    await modeler.type([[result.entry, 'result']]);
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
  return breaches;
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
  await modeler.type([[reason.entry, 'Kept through the upgrade']]);
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
  await modeler.fill(fields
    .filter(field => values[field.binding.name])
    .map(field => [field.entry, values[field.binding.name]]));
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
const SMALL = { width: 500, height: 400 };

/** Checks templates until the queue is empty, in a page of its own. */
async function checkFromQueue(queue) {
  const modeler = await browser.open(SMALL);
  for (let next = queue.shift(); next; next = queue.shift()) {
    next.breaches = await checkTemplate(modeler, next.template, next.fields);
  }
  return modeler.pageErrors;
}

fs.rmSync(target, { recursive: true, force: true });
const browser = await start();
try {
  const checks = templates.map(template => ({ template, fields: fieldsToTry(template) }));
  const queue = [...checks];
  const pageErrors = await Promise.all(Array.from({ length: PAGES }, () => checkFromQueue(queue)));
  breaches.push(...checks.flatMap(check => check.breaches));

  const modeler = await browser.open({ width: 1400, height: 900 });
  await modeler.draw('all-templates', 'Any step', templates);
  breaches.push(...await modeler.templateErrors());
  const offered = await modeler.offered();
  expectThat(offered === templates.length, `the modeler offers ${offered} of ${templates.length} templates`);
  await checkUpgrade(modeler);
  await takePictures(modeler, path.join(target, 'pictures'));
  if (process.argv.includes('--pictures')) {
    fs.cpSync(path.join(target, 'pictures'), path.join(here, '../../docs/images'), { recursive: true });
  }
  breaches.push(...[...pageErrors, modeler.pageErrors].flat().map(error => `the page reports: ${error}`));
} finally {
  await browser.stop();
}

breaches.forEach(breach => console.log('BREACH ' + breach));
console.log(`${templates.length} templates checked, ${breaches.length} breaches.`);
process.exitCode = breaches.length === 0 ? 0 : 1;
