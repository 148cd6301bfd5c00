// Opens every form of the playbooks in Tasklist, fills it in as a person does, and completes it:
//
//   SAMPLE_URL=http://127.0.0.1:8080 DEMO_PASSWORD=... node forms-test.mjs
//
// Each form is deployed with a process of one task, so that none depends on the way to it.
// Pictures of what was seen go to ../target/forms.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.mjs';
import { login } from './cockpit.mjs';
import { Engine } from './engine.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const sample = { url: process.env.SAMPLE_URL, password: process.env.DEMO_PASSWORD };
const engine = new Engine(sample.url, sample.password);
const pictures = path.join(here, '../target/forms');
const folders = ['../src/main/resources/processes', '../../element-templates/forms'];

/** What is typed into a field whose content has to have a form of its own. */
const TYPED = [
  { pattern: '[0-9]+', text: '1042' },
  { pattern: 'CVE-', text: 'CVE-2026-21345' },
  { pattern: '[0-9a-fA-F-]{36}', text: '7d1e0c55-0000-4000-8000-0a1b2c3d4e5f' }
];

function forms() {
  return folders.flatMap(folder =>
    fs.readdirSync(path.join(here, folder), { recursive: true })
      .filter(name => name.endsWith('.form'))
      .map(name => JSON.parse(fs.readFileSync(path.join(here, folder, name), 'utf8'))));
}

function fieldsOf(components) {
  return components.flatMap(component => [component, ...fieldsOf(component.components ?? [])])
    .filter(({ key }) => key);
}

const isFilledIn = field => !field.readonly && !field.disabled;

function processOf({ id }) {
  return `<?xml version="1.0" encoding="UTF-8"?>
  <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
      xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
      targetNamespace="https://defenderflow.example">
    <bpmn:process id="try-${id}" name="Try ${id}" isExecutable="true" camunda:historyTimeToLive="P1D">
      <bpmn:startEvent id="Start" />
      <bpmn:sequenceFlow id="ToFillIn" sourceRef="Start" targetRef="FillIn" />
      <bpmn:userTask id="FillIn" name="Try ${id}" camunda:formRef="${id}"
          camunda:formRefBinding="deployment" camunda:candidateGroups="responders" />
      <bpmn:sequenceFlow id="ToEnd" sourceRef="FillIn" targetRef="End" />
      <bpmn:endEvent id="End" />
    </bpmn:process>
  </bpmn:definitions>`;
}

/** Deploys the form and lets a task wait with what the form shows. */
async function startTask(form) {
  const deployment = new FormData();
  deployment.append('deployment-name', `try-${form.id}`);
  deployment.append('process', new Blob([processOf(form)]), `try-${form.id}.bpmn`);
  deployment.append('form', new Blob([JSON.stringify(form)]), `${form.id}.form`);
  await engine.post('/deployment/create', deployment);
  const shown = fieldsOf(form.components).filter(field => !isFilledIn(field));
  const variables = Object.fromEntries(
    shown.map(({ key, type }) => [key, { value: type === 'number' ? 7 : `What ${key} says` }]));
  for (const { valuesKey } of fieldsOf(form.components).filter(({ valuesKey }) => valuesKey)) {
    variables[valuesKey] = { value: '[{"label": "First", "value": "first"}]', type: 'Json' };
  }
  const { id } = await engine.post(`/process-definition/key/try-${form.id}/start`, { variables });
  const [task] = await engine.read(`/task?processInstanceId=${id}`);
  return { instanceId: id, taskId: task.id, shown };
}

function textFor(field) {
  const pattern = field.validate?.pattern ?? '';
  return TYPED.find(typed => pattern.startsWith(typed.pattern))?.text ?? `My ${field.key}`;
}

async function fill(form, field) {
  const input = form.locator(`[id$="-${field.id}"]`).first();
  if (!await form.getByText(field.label, { exact: false }).first().isVisible()) {
    return;
  }
  switch (field.type) {
    case 'textfield':
    case 'textarea':
      await input.fill(textFor(field));
      return;
    case 'number':
      await input.fill('7');
      return;
    case 'datetime':
      await form.locator('.fjs-form-field-datetime input').first().fill('12/31/2026');
      await form.locator('.fjs-form-field-datetime input').first().press('Tab');
      return;
    case 'checkbox':
      await input.check();
      return;
    case 'radio':
    case 'checklist':
      await form.getByLabel(field.values?.[0].label ?? 'First', { exact: true }).first().check();
      return;
    case 'select':
      await form.locator('.fjs-form-field-select')
        .filter({ has: form.page().locator(`[id$="-${field.id}"]`) })
        .locator('.fjs-input-group').click();
      await form.locator('.fjs-dropdownlist-item').first().click();
      return;
    default:
      throw new Error(`Nobody wrote down how a person fills in a ${field.type}.`);
  }
}

async function tryForm(page, definition) {
  const { instanceId, taskId, shown } = await startTask(definition);
  await page.goto(`${sample.url}/camunda/app/tasklist/default/#/?task=${taskId}`);
  const form = page.locator('.fjs-container');
  await form.waitFor();
  await page.getByText('Claim', { exact: true }).click();
  await form.locator('input:enabled, textarea:enabled').first().waitFor();
  for (const field of shown.filter(({ conditional, type }) => !conditional && type !== 'number')) {
    assert.equal(await form.locator(`[id$="-${field.id}"]`).first().inputValue(),
      `What ${field.key} says`);
  }
  const filledIn = fieldsOf(definition.components).filter(isFilledIn);
  for (const field of filledIn) {
    await fill(form, field);
  }
  fs.mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${definition.id}.png`), fullPage: true });
  await page.getByRole('button', { name: 'Complete' }).click();
  await engine.ended(instanceId);
  const kept = await engine.read(`/history/variable-instance?processInstanceId=${instanceId}`);
  for (const { key } of filledIn.filter(({ validate }) => validate?.required)) {
    const variable = kept.find(({ name }) => name === key);
    assert.ok(variable && variable.value !== null && variable.value !== '', `${key} is lost.`);
  }
  console.log(`${definition.id} was filled in and completed.`);
}

const browser = await openBrowser();
try {
  const page = await browser.newPicturePage({ height: 1400 });
  await login(page, sample, 'tasklist', 'administrator');
  for (const form of forms()) {
    await tryForm(page, form);
  }
} finally {
  await browser.close();
}
